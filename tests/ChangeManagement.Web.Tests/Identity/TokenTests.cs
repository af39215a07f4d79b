using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Identity;

/// <summary>Tokens: shown once, stored as hashes, narrowed by scopes, gone when revoked, logged both times.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ASecret_IsShownOnce_AndNeverStoredOrListed()
    {
        var issued = await Issue("pipeline", ["changes:read"]);
        var secret = issued.Text("token");
        Assert.Equal(32, secret.Length);
        var listed = await product.AsAdministrator().Get("/api/v1/tokens");
        Assert.DoesNotContain(secret, listed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.HashOf(secret), listed.Body, StringComparison.Ordinal);

        foreach (var partition in new[] { "by-id", "by-hash" })
        {
            var rows = await product.Services.GetRequiredService<ITables>().Query("tokens", partition, null, null, 100, CancellationToken.None);
            Assert.All(rows, row => Assert.DoesNotContain(secret, row.Key + row.Data, StringComparison.Ordinal));
            Assert.Contains(rows, row => row.Data.Contains(Tokens.HashOf(secret), StringComparison.Ordinal));
        }

        var log = await product.Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None);
        Assert.All(log, stored => Assert.DoesNotContain(secret, stored.Payload!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoTokens_NeverHaveOneSecret()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => Tokens.NewSecret()).ToList();
        Assert.Equal(1000, secrets.Distinct(StringComparer.Ordinal).Count());
        Assert.All(secrets, secret => Assert.Equal(secret, Uri.EscapeDataString(secret)));
        Assert.NotEqual((await Issue("a", ["changes:read"])).Text("token"), (await Issue("a", ["changes:read"])).Text("token"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Scopes_OnlyNarrow()
    {
        // Nora holds no seat of the policy: the scope to approve does not give her one.
        var nora = product.WithToken((await Issue("nora", ["changes:read", "changes:approve"], person: "nora")).Text("token"));
        var number = (await (await product.As("chen")).Submit(BadInput.PlainRequest.Good)).Number;
        Assert.Equal(200, (await nora.Show(number)).Status);
        Assert.Equal("not-your-seat", (await nora.Do(number, "approve", new { approved = true })).Text("code"));
        Assert.Equal("missing-scope", (await nora.Do(number, "withdraw", new { reason = "x" })).Text("code"));
    }

    [Fact]
    public async Task ARevokedToken_IsGoneAtOnce_AndBothAreLogged()
    {
        var issued = await Issue("short", ["changes:read"]);
        var client = product.WithToken(issued.Text("token"));
        Assert.Equal(200, (await client.Get(Client.Changes)).Status);
        var revoked = await product.AsAdministrator().Send(HttpMethod.Delete, $"/api/v1/tokens/{issued.Text("id")}", content: null);
        Assert.Equal(204, revoked.Status);
        Assert.Equal(401, (await client.Get(Client.Changes)).Status);
        Assert.DoesNotContain("\"short\"", (await product.AsAdministrator().Get("/api/v1/tokens")).Body, StringComparison.Ordinal);

        var log = await product.Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None);
        Assert.Equal(["register-opened", "token-issue-ordered", "token-issued", "token-revoke-ordered", "token-revoked"], log.Select(stored => stored.Kind));
        Assert.All(log.Skip(1), stored => Assert.Equal("ada", stored.Actor.Id));
    }

    [Fact]
    public async Task AToken_ExpiresAtItsTime()
    {
        var issued = await product.AsAdministrator().Post(
            "/api/v1/tokens",
            new { name = "hour", person = "ada", scopes = new[] { "changes:read" }, expires = product.Time.GetUtcNow().AddHours(1) });
        var client = product.WithToken(issued.Text("token"));
        await product.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(200, (await client.Get(Client.Changes)).Status);
        await product.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await client.Get(Client.Changes)).Status);
    }

    private Task<Answer> Issue(string name, string[] scopes, string person = "ada") =>
        product.AsAdministrator().Post("/api/v1/tokens", new { name, person, scopes });
}
