using ChangeManagement.Policies;
using ChangeManagement.Sample;

namespace ChangeManagement.Server;

/// <summary>
/// The files of the rulebook: the shipped policies, the organisation (or the sample, in Development), then the operator's policies, which
/// override and add.
/// </summary>
internal static class RulebookFiles
{
    /// <summary>Loads them.</summary>
    /// <exception cref="StartRefusedException">Something is wrong; the message lists every error of every file.</exception>
    public static Rulebook Load(ServerSettings settings)
    {
        var loading = Rulebook.Load(Read(settings));
        return loading.Rulebook ?? throw new StartRefusedException(
            $"The policies or the organisation have errors; correct them and start again.\n{string.Join('\n', loading.Errors)}");
    }

    /// <summary>The files as they are now.</summary>
    public static IReadOnlyList<SourceFile> Read(ServerSettings settings) =>
    [
        .. ShippedPolicies.All,
        .. settings.OrganisationPath is { } organisation ? InFolder(organisation) : SampleOrganisation.Files,
        .. settings.PoliciesPath is { } policies ? InFolder(policies) : [],
    ];

    private static IEnumerable<SourceFile> InFolder(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => new SourceFile(file, File.ReadAllText(file)))
        : throw new StartRefusedException($"The folder '{folder}' does not exist.");
}
