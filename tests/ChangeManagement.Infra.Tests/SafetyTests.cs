using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra;

/// <summary>What must hold of every environment, whoever edits the files.</summary>
public sealed partial class SafetyTests
{
    // From Azure's list of built-in roles.
    private static readonly FrozenDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    [Fact]
    public void StorageTakesNoKeys_NoPublicBlobs_AndNoOldTls()
    {
        var accounts = Resources("Microsoft.Storage/storageAccounts").ToList();
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.Equal("false", account["properties", "allowSharedKeyAccess"]?.Text);
            Assert.Equal("false", account["properties", "allowBlobPublicAccess"]?.Text);
            Assert.Equal("true", account["properties", "supportsHttpsTrafficOnly"]?.Text);
            Assert.Equal("TLS1_2", account["properties", "minimumTlsVersion"]?.Literal);
        });
    }

    [Fact]
    public void TheRoleOfTheAnchors_AddsAndReads_AndNothingElse()
    {
        var role = Assert.Single(Resources("Microsoft.Authorization/roleDefinitions"));
        var permission = Assert.Single(role["properties", "permissions"]!.Children);
        Assert.Empty(permission["actions"]!.Children);
        Assert.Equal(
            [
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action",
                "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
            ],
            permission["dataActions"]!.Children.Select(action => action.Literal));
        // On the account of the anchors the app has that role and no other.
        Assert.Equal("roleId", Assert.Single(Of("modules/anchors.bicep", "Microsoft.Authorization/roleAssignments"))["properties", "roleDefinitionId"]?.Text);
    }

    [Fact]
    public void EveryRole_IsTheOneThatItsNameSays()
    {
        var named = InfraFiles.Modules.SelectMany(file => file.Variables)
            .Where(variable => variable.Value.Literal is { } value && Guid.TryParse(value, out _)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, role => Assert.Equal(Roles.GetValueOrDefault(role.Key), role.Value.Literal));
        Assert.Equal(named.Count, InfraFiles.Files.Values.Sum(file => Guids().Count(file.Root.Text)));
    }

    [Fact]
    public void TheVaultDecidesByRoles_AndKeepsWhatWasDeleted()
    {
        var vault = Assert.Single(Resources("Microsoft.KeyVault/vaults"));
        Assert.Equal("true", vault["properties", "enableRbacAuthorization"]?.Text);
        Assert.Equal("true", vault["properties", "enableSoftDelete"]?.Text);
    }

    [Fact]
    public void NothingComesInByAPublishingPassword()
    {
        var policy = Assert.Single(Resources("Microsoft.Web/sites/basicPublishingCredentialsPolicies"));
        Assert.Equal("false", policy["properties", "allow"]?.Text);
    }

    [Fact]
    public void WhoAppServiceSaysACallerIs_IsBelievedOnlyOnceItSignsPeopleIn()
    {
        var functions = InfraFiles.Files["modules/functions.bicep"];
        // The site itself is made before its authentication, and has no settings until that is there.
        Assert.Null(Assert.Single(Resources("Microsoft.Web/sites"))["properties", "siteConfig", "appSettings"]);
        var configs = functions.Root.Children
            .Where(node => node.Kind == "resource_declaration" && node.Children[1].Literal!.StartsWith("Microsoft.Web/sites/config@", StringComparison.Ordinal))
            .ToDictionary(node => node.Body["name"]!.Literal!, StringComparer.Ordinal);
        Assert.Equal(["appsettings", "authsettingsV2"], configs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(configs["authsettingsV2"].Children[0].Text, Assert.Single(configs["appsettings"].Body["dependsOn"]!.Children).Text);
        Assert.Equal("allSettings", configs["appsettings"].Body["properties"]!.Text);
        Assert.Contains("if (!empty(entraClientId)) {", configs["authsettingsV2"].Text, StringComparison.Ordinal);
        Assert.StartsWith("empty(entraClientId) ? {} : {", functions.Variables["entraSettings"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("AppServiceAuthentication", string.Concat(InfraFiles.Files.Values.Except([functions]).Select(file => file.Root.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheCandidate_HasNoRounds_SoThatNobodyIsTold()
    {
        Assert.Equal("app == 'live' ? settings : union(settings, withoutRounds)", OfTheApps("settings"));
        // On Linux names of settings are of letters, digits, dots and underscores.
        Assert.Equal("toObject(rounds, round => 'AzureWebJobs.${round}.Disabled', round => 'true')", InfraFiles.Main.Variables["withoutRounds"].Text);
        Assert.All(InfraFiles.Main.Variables["rounds"].Children, round => Assert.Matches("^[A-Za-z0-9_]+$", round.Literal));
    }

    [Fact]
    public void OnTheCandidate_NoInstanceOfBefore_AnswersForTheNewPackage() =>
        Assert.Equal("app == 'live' ? siteUpdateStrategy : 'Recreate'", OfTheApps("siteUpdateStrategy"));

    [Fact]
    public void NoSecretIsWrittenDown_AndNoKeyOfAnAccountIsAskedFor()
    {
        foreach (var file in Directory.EnumerateFiles(InfraFiles.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(Secrets().Match(File.ReadAllText(file)) is { Success: false }, $"{file} holds what looks like a secret: {Secrets().Match(File.ReadAllText(file))}");
        }
    }

    /// <summary>What the live app and the candidate are given.</summary>
    private static string OfTheApps(string parameter) => InfraFiles.Main.Root.Children
        .Single(node => node.Kind == "module_declaration" && node.Children[0].Text == "functions").Body["params", parameter]!.Text;

    private static IEnumerable<Node> Resources(string type) => InfraFiles.Files.Values.SelectMany(file => Of(file.Path, type));

    private static IEnumerable<Node> Of(string file, string type) =>
        InfraFiles.Files[file].Resources.Where(resource => resource.Type == type).Select(resource => resource.Body);

    [GeneratedRegex("'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Guids();

    [GeneratedRegex(@"AccountKey=|SharedAccessSignature=|[?&]sig=|listKeys\(|listAccountSas\(|\bSG\.[\w-]{16,}|\b[0-9a-f]{64}\b|-----BEGIN|[Pp]assword\s*[:=]\s*'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Secrets();
}
