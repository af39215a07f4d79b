using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Sample;

namespace ChangeManagement.Server;

/// <summary>
/// Where the files of the rulebook lie: the shipped policies, the organisation (or the sample, in Development), then the operator's policies,
/// which override and add.
/// </summary>
internal static class RulebookFolders
{
    /// <summary>Loads them at the start.</summary>
    /// <exception cref="StartRefusedException">Something is wrong; the message lists every error of every file.</exception>
    public static Rulebook Load(RulebookFiles files)
    {
        var loading = files.Load();
        return loading.Rulebook ?? throw new StartRefusedException(
            $"The policies or the organisation have errors; correct them and start again.\n{string.Join('\n', loading.Errors)}");
    }

    /// <summary>The files as they are now.</summary>
    public static RulebookFiles Read(ServerSettings settings)
    {
        var errors = new List<FileError>();
        return new RulebookFiles(
            [
                .. ShippedPolicies.All,
                .. settings.OrganisationPath is { } organisation ? InFolder(organisation, errors) : SampleOrganisation.Files,
                .. settings.PoliciesPath is { } policies ? InFolder(policies, errors) : [],
            ],
            [.. errors]);
    }

    private static ImmutableArray<SourceFile> InFolder(string folder, List<FileError> errors)
    {
        var files = new List<SourceFile>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            {
                files.Add(new SourceFile(file, File.ReadAllText(file)));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add(new FileError(folder, 1, 1, failure is DirectoryNotFoundException
                ? "the folder does not exist"
                : $"the folder cannot be read: {failure.Message}"));
        }

        return [.. files];
    }
}
