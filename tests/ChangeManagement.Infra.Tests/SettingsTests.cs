using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra;

/// <summary>What the app is given it reads, and what it cannot start without it is given.</summary>
public sealed partial class SettingsTests
{
    // Neither is read by the Functions app: one belongs to whoever tries the product out, the others to the server.
    private static readonly ImmutableHashSet<string> OfOtherHosts = ["Bootstrap:Person", "Bootstrap:Token", "Data:Path", "Audit:KeyFile", "Audit:AnchorFile"];

    // Read by App Service, which signs people in with it.
    private static readonly ImmutableHashSet<string> OfThePlatform = ["Entra:Secret"];

    [Fact]
    public void EverySettingOfTheProduct_IsOneThatItReads()
    {
        var read = Read();
        var given = Given().Concat(InfraFiles.Environments.SelectMany(Additional)).Except(OfThePlatform).ToList();
        Assert.Contains("Register:Endpoint", given);
        Assert.Empty(given.Except(read));
        Assert.Empty(given.Intersect(OfOtherHosts));
    }

    [Fact]
    public void WhatTheProductDoesNotStartWithout_IsGiven()
    {
        var needed = Sources().SelectMany(source => Needed().Matches(source)).Select(match => match.Groups["name"].Value).Except(OfOtherHosts)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        Assert.Contains("Audit:Key", needed);
        Assert.Empty(needed.Except(Given()));
    }

    [Fact]
    public void WhatTheSampleForThisMachineSets_IsSetInAzure_InItsOwnWay()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(InfraFiles.Root, "local.settings.sample.json")));
        var given = Given();
        var local = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => Colons(value.Name)).ToList();
        Assert.Contains("Register:ConnectionString", local);
        Assert.Empty(local.Select(name => name.Replace(":ConnectionString", ":Endpoint", StringComparison.Ordinal)).Except(given)
            // On Flex Consumption the runtime is no setting, and the account of the host is named by its parts. Without an environment it is Production.
            .Except(["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "DOTNET_ENVIRONMENT"]));
        Assert.DoesNotContain("DOTNET_ENVIRONMENT", given);
        Assert.Contains("AzureWebJobsStorage:accountName", given);
    }

    [Fact]
    public void TheTableOfTheAnchors_IsTheOneThatTheProductWritesTo() => Assert.Contains(
        $"public const string Table = \"{InfraFiles.Files["modules/anchors.bicep"].Resources.Single(resource => resource.Type.EndsWith("/tables", StringComparison.Ordinal)).Body["name"]!.Literal}\";",
        File.ReadAllText(Path.Combine(InfraFiles.Root, "src", "ChangeManagement.AzureServices", "Tables", "TableAnchors.cs")), StringComparison.Ordinal);

    /// <summary>What every environment gives, with the secrets.</summary>
    private static ImmutableSortedSet<string> Given()
    {
        var functions = InfraFiles.Files["modules/functions.bicep"];
        var written = functions.Variables.Where(variable => variable.Key.EndsWith("Settings", StringComparison.Ordinal))
            .SelectMany(variable => variable.Value.All).Where(node => node.Kind == "object").SelectMany(node => node.Members).Select(member => member.Name);
        var secrets = InfraFiles.Main.Root.All.First(node => node.Kind == "parameter_declaration" && node.Children[0].Text == "secrets").Children[2].Children
            .Select(secret => secret.Literal!.Replace("--", "__", StringComparison.Ordinal));
        return [.. written.Concat(secrets).Select(Colons)];
    }

    /// <summary>What one environment gives on top.</summary>
    private static IEnumerable<string> Additional(BicepFile environment) =>
        (environment.Variables.GetValueOrDefault("settings")?.Members.Select(member => Colons(member.Name)) ?? [])
        .Concat(environment.Variables.GetValueOrDefault("secrets")?.Children.Select(secret => secret.Literal!.Replace("--", ":", StringComparison.Ordinal)) ?? []);

    /// <summary>What the product reads: what stands in its sources in quotes, or in their documentation, by sections where those are read whole.</summary>
    private static ImmutableSortedSet<string> Read()
    {
        var sources = Sources().ToList();
        var named = sources.SelectMany(source => Named().Matches(source)).Select(match => match.Groups["name"].Value);
        var accounts = new[] { "Register", "Anchors" }.Where(section => sources.Any(source => source.Contains($"TableStorageSettings.Read(settings, \"{section}\")", StringComparison.Ordinal)))
            .SelectMany(section => new[] { "ConnectionString", "Endpoint", "ClientId", "TablePrefix" }.Select(name => $"{section}:{name}"));
        var ofTheHost = InfraFiles.Files["modules/functions.bicep"].Variables["hostSettings"].Members.Select(member => Colons(member.Name));
        return [.. named, .. accounts, .. ofTheHost, "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "Teams:Webhook", "Slack:Webhook"];
    }

    private static IEnumerable<string> Sources() => new[] { "AzureServices", "Core", "Functions", "Web" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(InfraFiles.Root, "src", $"ChangeManagement.{project}"), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static string Colons(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("\"(?<name>[A-Z][A-Za-z]+:[A-Z][A-Za-z]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named();

    [GeneratedRegex("\"(?<name>[A-Z][A-Za-z]+:[A-Z][A-Za-z]+) is not set", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Needed();
}
