using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Sample;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// The rulebook of a host, from files: the shipped policies, the organisation (or the sample, in Development), then the operator's policies,
/// which override and add.
/// </summary>
public static class RulebookFolders
{
    /// <summary>Adds the rulebook, the source that it is loaded from, and the default policy. Settings are read when they are first asked for.</summary>
    public static IServiceCollection AddRulebook(this IServiceCollection services) => services
        .AddSingleton(provider => RulebookSettings.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<RulebookSource>(provider => () => Read(provider.GetRequiredService<RulebookSettings>()))
        .AddSingleton(provider => provider.GetRequiredService<RulebookSource>()())
        .AddSingleton(provider => new RulebookShelf(Load(provider.GetRequiredService<RulebookFiles>())))
        .AddSingleton(provider => DefaultsOf(
            provider.GetRequiredService<RulebookSettings>(), provider.GetRequiredService<RulebookShelf>()));

    private static Rulebook Load(RulebookFiles files)
    {
        var loading = files.Load();
        return loading.Rulebook ?? throw new StartRefusedException(
            $"The policies or the organisation have errors; correct them and start again.\n{string.Join('\n', loading.Errors)}");
    }

    private static ChangeDefaults DefaultsOf(RulebookSettings settings, RulebookShelf shelf) =>
        shelf.Current.Policies.ContainsKey(settings.DefaultPolicy)
            ? new ChangeDefaults(settings.DefaultPolicy)
            : throw new StartRefusedException(
                $"Policies:Default names '{settings.DefaultPolicy}', which is not in force; use one of: {string.Join(", ", shelf.Current.Policies.Keys)}.");

    /// <summary>The files as they are now.</summary>
    private static RulebookFiles Read(RulebookSettings settings)
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
