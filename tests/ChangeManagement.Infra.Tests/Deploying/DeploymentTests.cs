using System.Text.RegularExpressions;

namespace ChangeManagement.Infra.Deploying;

/// <summary>What <c>deploy.sh</c> does to the running app, and when it does nothing.</summary>
public sealed partial class DeploymentTests : IDisposable
{
    private readonly Deployment deployment = new();

    public void Dispose() => deployment.Dispose();

    [Fact]
    public async Task EveryToolThatIsMissing_IsNamedAtOnce()
    {
        deployment.Lacks("az");
        deployment.Lacks("zip");
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Matches(@"(?s)^Install first:\s+az: .*zip: ", said);
        Assert.Empty(deployment.Calls);
    }

    [Fact]
    public async Task StandInsForPackages_AreNotDeployed()
    {
        var (exit, said) = await deployment.Run(("AzurePackages", "compat"));
        Assert.Equal((2, "AzurePackages is 'compat'. Only the official packages run in Azure: unset it, or set it to nuget.\n"), (exit, said));
        deployment.Sources("", "ChangeManagement.Compat.DurableTask.dll");
        (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("The build holds stand-ins", said, StringComparison.Ordinal);
        Assert.DoesNotContain(deployment.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheBuildIsOfTheOfficialPackages()
    {
        await First();
        Assert.Contains(deployment.Calls, call => call.StartsWith("dotnet publish ", StringComparison.Ordinal) && call.Contains(" -p:AzurePackages=nuget ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APackage_RunsOnTheCandidateFirst_WhichStopsAfterwards()
    {
        await First();
        Assert.Equal(
            ["start next", "publish next", "stop next", "publish app"],
            deployment.Calls.Select(call => Apps().Match(call)).Where(match => match.Success).Select(match => $"{Did(match)} {match.Groups["app"].Value}"));
        Assert.Contains("version one", deployment.Read("running-app"), StringComparison.Ordinal);
        Assert.Contains("./organisation/directory.yaml", deployment.Read("running-app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutACandidate_ThePackageGoesToTheAppAtOnce()
    {
        deployment.Write("candidate", "app");
        await First();
        Assert.DoesNotContain(deployment.Calls, call => call.StartsWith("az functionapp stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatRunsAlready_IsNotPublishedAgain_AndNoSecretIsMadeAgain()
    {
        await First();
        var key = deployment.Read("secrets/Audit--Key");
        deployment.ForgetCalls();
        Assert.Equal(0, (await deployment.Run()).Exit);
        Assert.Equal(key, deployment.Read("secrets/Audit--Key"));
        Assert.DoesNotContain(deployment.Calls, call => call.Contains("config-zip", StringComparison.Ordinal) || call.Contains("secret set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheAuditKey_IsMadeWhereThereIsNone_AndNeverStandsInACommand()
    {
        await First();
        var key = deployment.Read("secrets/Audit--Key");
        Assert.Matches(@"^first [0-9a-f]{64}\n$", key);
        Assert.DoesNotContain(deployment.Calls, call => call.Contains(key.Split(' ')[1].Trim(), StringComparison.Ordinal));
        Assert.Equal(2, deployment.Calls.Count(call => call.Contains("configreferences/appsettings/refresh", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhereTheVaultCannotBeRead_NoKeyIsMade()
    {
        deployment.Write("vault-is-shut", "");
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("The vault vault cannot be read", said, StringComparison.Ordinal);
        Assert.Empty(deployment.Secrets);
        Assert.False(deployment.Has("running-app"));
    }

    [Fact]
    public async Task ASecretThatOnlyPeopleKnow_IsAskedFor_BeforeAnythingRuns()
    {
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("az keyvault secret set --vault-name vault --name SendGrid--Key", said, StringComparison.Ordinal);
        Assert.Equal(["Audit--Key"], deployment.Secrets);
        Assert.False(deployment.Has("running-app"));
    }

    [Fact]
    public async Task WhatDoesNotStartOnTheCandidate_NeverReachesTheApp()
    {
        await First();
        deployment.Sources("version two");
        deployment.Write("does-not-start-on-next", "version two");
        deployment.ForgetCalls();
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("so app was left as it is", said, StringComparison.Ordinal);
        Assert.Contains("version one", deployment.Read("running-app"), StringComparison.Ordinal);
        Assert.Contains(deployment.Calls, call => call.StartsWith("az functionapp stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatDoesNotStartOnTheApp_GivesWayToWhatRanBefore()
    {
        await First();
        var before = deployment.Read("blobs/current");
        deployment.Sources("version two");
        deployment.Write("does-not-start-on-app", "version two");
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("app runs the package of before again", said, StringComparison.Ordinal);
        Assert.Contains("version one", deployment.Read("running-app"), StringComparison.Ordinal);
        Assert.Equal(before, deployment.Read("blobs/current"));
    }

    [Fact]
    public async Task ASecretThatChanged_ReachesTheApp_ThoughItsPackageDidNot()
    {
        await First();
        deployment.ForgetCalls();
        Assert.Equal(0, (await deployment.Run()).Exit);
        var reread = Array.FindIndex(deployment.Calls, call => call.Contains("/sites/app/config/configreferences/appsettings/refresh", StringComparison.Ordinal));
        Assert.InRange(reread, 0, Array.IndexOf(deployment.Calls, "curl https://app.test/healthz/ready") - 1);
    }

    [Fact]
    public async Task WhereTheStorageCannotSayWhatRan_NothingIsPublished()
    {
        await First();
        deployment.Sources("version two");
        deployment.Write("does-not-start-on-app", "version two");
        deployment.Write("storage-is-shut", "");
        var (exit, said) = await deployment.Run();
        Assert.Equal(2, exit);
        Assert.Contains("The storage storage cannot be read", said, StringComparison.Ordinal);
        Assert.Contains("version one", deployment.Read("running-app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStorageThatRefusesOnce_IsAskedAgain_AndTheWayBackIsKnown()
    {
        await First();
        deployment.Sources("version two");
        deployment.Write("does-not-start-on-app", "version two");
        deployment.Write("storage-refuses", "");
        Assert.Contains("app runs the package of before again", (await deployment.Run()).Said, StringComparison.Ordinal);
        Assert.Contains("version one", deployment.Read("running-app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFirstPackageThatDoesNotStart_HasNoneToGoBackTo()
    {
        deployment.Write("secrets/SendGrid--Key", "of a person");
        deployment.Write("does-not-start-on-app", "version one");
        Assert.Contains("no package ran before to go back to", (await deployment.Run()).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeploymentThatIsCutShort_StopsTheCandidate()
    {
        deployment.Write("secrets/SendGrid--Key", "of a person");
        deployment.Write("refuses-packages", "");
        Assert.NotEqual(0, (await deployment.Run()).Exit);
        Assert.Equal(
            ["start next", "publish next", "stop next"],
            deployment.Calls.Select(call => Apps().Match(call)).Where(match => match.Success).Select(match => $"{Did(match)} {match.Groups["app"].Value}"));
    }

    [Fact]
    public async Task ACandidateThatTheResourcesMade_IsStopped_ThoughNoPackageIsTried()
    {
        await First();
        deployment.ForgetCalls();
        await deployment.Run();
        Assert.Contains(deployment.Calls, call => call.StartsWith("az functionapp stop", StringComparison.Ordinal));
        Assert.DoesNotContain(deployment.Calls, call => call.StartsWith("az functionapp start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhereInstancesAreReplacedOneByOne_NobodyClaimsThatTheNewOnesAreReady()
    {
        deployment.Write("strategy", "RollingUpdate");
        deployment.Write("secrets/SendGrid--Key", "of a person");
        foreach (var run in new[] { "with a new package", "with the same" })
        {
            var (exit, said) = await deployment.Run();
            Assert.True(exit == 0, $"{run}: {said}");
            Assert.DoesNotContain("Ready: ", said, StringComparison.Ordinal);
            Assert.EndsWith(" Published, and not checked: https://app.test\n", said, StringComparison.Ordinal);
        }
    }

    private async Task First()
    {
        deployment.Write("secrets/SendGrid--Key", "of a person");
        var (exit, said) = await deployment.Run();
        Assert.True(exit == 0, said);
        Assert.EndsWith("Ready: https://app.test\n", said, StringComparison.Ordinal);
    }

    private static string Did(Match match) => match.Groups["did"].Value.StartsWith("deployment", StringComparison.Ordinal) ? "publish" : match.Groups["did"].Value;

    [GeneratedRegex("^az functionapp (?<did>start|stop|deployment source config-zip) .*--name (?<app>\\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Apps();
}
