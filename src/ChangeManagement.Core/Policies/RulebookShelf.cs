using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>
/// Holds the rulebook in force. A reload that fails changes nothing but <see cref="Errors"/>: the last good version stays in force, and
/// admins see why (P2). Safe to use from any thread; a reader that keeps <see cref="Current"/> sees one version throughout.
/// </summary>
public sealed class RulebookShelf(Rulebook first)
{
    private volatile State state = new(first, []);

    /// <summary>The rulebook in force.</summary>
    public Rulebook Current => state.Rulebook;

    /// <summary>Why the last reload was refused; empty: it was not.</summary>
    public ImmutableArray<FileError> Errors => state.Errors;

    /// <summary>Puts the files in force if they are without errors; true if they are in force now.</summary>
    public bool Reload(IEnumerable<SourceFile> files)
    {
        var loading = Rulebook.Load(files);
        state = new State(loading.Rulebook ?? state.Rulebook, loading.Errors);
        return loading.Rulebook is not null;
    }

    private sealed record State(Rulebook Rulebook, ImmutableArray<FileError> Errors);
}
