using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>Reads the files of the rulebook as they are now; every host has its own place for them.</summary>
public delegate RulebookFiles RulebookSource();

/// <summary>The files of a rulebook, in the order in which they count.</summary>
/// <param name="Readable">The files.</param>
/// <param name="Errors">What could not be read; the rest must not come in force without it.</param>
public sealed record RulebookFiles(ImmutableArray<SourceFile> Readable, ImmutableArray<FileError> Errors)
{
    /// <summary>Loads them; what could not be read is an error like every other.</summary>
    public RulebookLoading Load() => Rulebook.Load(Readable) is var loading && Errors.IsEmpty
        ? loading
        : new RulebookLoading(null, [.. Errors, .. loading.Errors]);

    /// <summary>True if both hold the same.</summary>
    public bool Equals(RulebookFiles? other) =>
        other is not null && Readable.SequenceEqual(other.Readable) && Errors.SequenceEqual(other.Errors);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Readable.Length, Errors.Length);
}
