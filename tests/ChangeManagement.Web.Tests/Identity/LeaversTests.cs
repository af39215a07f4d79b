using ChangeManagement.Policies;
using ChangeManagement.Sample;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Identity;

/// <summary>Whoever leaves the directory or the systems file is out at once; roles count as they are at use, scopes only narrow them.</summary>
public sealed class LeaversTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ALeaversToken_StopsAtOnce()
    {
        var mika = await product.As("mika");
        Assert.Equal(200, (await mika.Get(Client.Changes)).Status);
        Leave("mika");
        Assert.Equal(401, (await mika.Get(Client.Changes)).Status);
        Assert.Equal(401, (await mika.Submit(BadInput.PlainRequest.Good)).Status);
    }

    [Fact]
    public async Task ALeaversSignIn_StopsAtOnce()
    {
        using var browser = new Browser(product);
        await browser.SignIn("mika");
        await browser.Open("/waiting");
        Assert.Equal("/waiting", browser.Path);
        Leave("mika");
        await browser.Open("/waiting");
        Assert.StartsWith("/sign-in", browser.Path, StringComparison.Ordinal);
        await browser.Open("/waiting");
        Assert.StartsWith("/sign-in", browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkOfALeaver_SignsNobodyIn()
    {
        var link = await product.Services.GetRequiredService<SignInLinks>().Create("mika", CancellationToken.None);
        Leave("mika");
        using var browser = new Browser(product);
        await browser.Open(link);
        Assert.Equal(404, browser.Status);
    }

    [Fact]
    public async Task ASystemThatIsTakenOut_StopsAtOnce()
    {
        var pipeline = await product.AsSystem("pipeline");
        Assert.Equal(200, (await pipeline.Get(Client.Changes)).Status);
        Reload(Rulebook.SystemsFile, "  pipeline:", "  other-pipeline:");
        Assert.Equal(401, (await pipeline.Get(Client.Changes)).Status);
    }

    [Fact]
    public async Task WhoLosesTheAdministratorsRole_LosesItsRights_AndKeepsTheRest()
    {
        var ada = product.AsAdministrator();
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/orchestrations");
        Assert.Equal(200, browser.Status);

        Reload(Rulebook.DirectoryFile, "change-administrator: { held-by: [ ada ], deputies: [ dana ] }", "change-administrator: { held-by: [ dana ] }");
        Assert.Equal("missing-scope", (await ada.Get("/api/v1/tokens")).Text("code"));
        Assert.Equal(200, (await ada.Get(Client.Changes)).Status);
        await browser.Open("/orchestrations");
        Assert.Contains("does not allow this", browser.Words, StringComparison.Ordinal);
        await browser.Open("/");
        Assert.Equal(200, browser.Status);
    }

    [Fact]
    public async Task WhoGetsTheAdministratorsRole_HasItsRights_WithoutSigningInAgain()
    {
        using var browser = new Browser(product);
        await browser.SignIn("ben");
        await browser.Open("/orchestrations");
        Assert.Contains("does not allow this", browser.Words, StringComparison.Ordinal);
        Reload(Rulebook.DirectoryFile, "change-administrator: { held-by: [ ada ]", "change-administrator: { held-by: [ ada, ben ]");
        await browser.Open("/orchestrations");
        Assert.Equal("/orchestrations", browser.Path);
        Assert.Equal(200, browser.Status);
    }

    /// <summary>Takes a person out of the directory; Ben takes over what the person held.</summary>
    private void Leave(string person) => Reload(Rulebook.DirectoryFile, null, null, person);

    private void Reload(string file, string? from, string? to, string? leaver = null)
    {
        var files = SampleOrganisation.Files.Select(source => source.Name.EndsWith(file, StringComparison.Ordinal)
            ? source with { Text = leaver is null ? source.Text.Replace(from!, to, StringComparison.Ordinal) : Without(source.Text, leaver) }
            : source);
        Assert.True(product.Services.GetRequiredService<RulebookShelf>().Reload(
            Rulebook.Load([.. ShippedPolicies.All, .. files]), product.Time.GetUtcNow()));
    }

    private static string Without(string directory, string leaver) => string.Join('\n', directory.Split('\n')
        .Where(line => !line.StartsWith($"  {leaver}:", StringComparison.Ordinal))
        .Select(line => line.Replace($" {leaver} ", " ben ", StringComparison.Ordinal).Replace($" {leaver},", " ben,", StringComparison.Ordinal)));
}
