using System.Collections.Immutable;
using System.Reflection;
using ChangeManagement.Policies;

namespace ChangeManagement.Sample;

/// <summary>Invented people and systems that fill every role of the policies that ship. For Development and tests only.</summary>
public static class SampleOrganisation
{
    /// <summary>The directory and the systems file.</summary>
    public static ImmutableArray<SourceFile> Files { get; } = [File(Rulebook.DirectoryFile), File(Rulebook.SystemsFile)];

    private static SourceFile File(string name)
    {
        var resource = $"sample/{name}";
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return new SourceFile(resource, reader.ReadToEnd());
    }
}
