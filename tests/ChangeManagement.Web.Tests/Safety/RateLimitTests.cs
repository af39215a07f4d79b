using System.Globalization;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.Safety;

/// <summary>What can be tried or is costly is limited (Q4), by address or by caller; ordinary work is not.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly RunningProduct product = new(settings: new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Limits:WrongTokens"] = "2",
        ["Limits:Links"] = "2",
        ["Limits:SignIns"] = "2",
        ["Limits:Previews"] = "2",
        ["Limits:Verifications"] = "2",
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task WrongTokens_FromOneAddress_AreLimited_AndRightOnesPass()
    {
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(401, (await product.WithToken($"guess {time}").Get(Client.Changes)).Status);
        }

        await IsTooMany(product.WithToken("guess"), HttpMethod.Get, Client.Changes);
        Assert.Equal(200, (await product.AsAdministrator().Get(Client.Changes)).Status);
    }

    [Fact]
    public async Task Previews_OfOneCaller_AreLimited()
    {
        var chen = await product.As("chen");
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(200, (await chen.Post($"{Client.Changes}/preview", BadInput.PlainRequest.Good)).Status);
        }

        await IsTooMany(chen, HttpMethod.Post, $"{Client.Changes}/preview");
        Assert.Equal(200, (await (await product.As("ben")).Post($"{Client.Changes}/preview", BadInput.PlainRequest.Good)).Status);
        Assert.Equal(201, (await chen.Submit(BadInput.PlainRequest.Good)).Status);
    }

    [Fact]
    public async Task Verifications_OfOneCaller_AreLimited()
    {
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(200, (await product.AsAdministrator().Get("/api/v1/audit/verify")).Status);
        }

        await IsTooMany(product.AsAdministrator(), HttpMethod.Get, "/api/v1/audit/verify");
    }

    [Theory]
    [InlineData("/approvals/")]
    [InlineData("/sign-in/")]
    public async Task Links_FromOneAddress_AreLimited(string path)
    {
        using var browser = new Browser(product);
        for (var time = 0; time < 2; time++)
        {
            await browser.Open($"{path}guess-{time}");
            Assert.Equal(404, browser.Status);
        }

        await browser.Open($"{path}guess");
        Assert.Equal(429, browser.Status);
        Assert.Contains("Wait a minute, then try again.", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestsForALink_FromOneAddress_AreLimited()
    {
        using var browser = new Browser(product);
        await browser.Open("/sign-in");
        for (var time = 0; time < 2; time++)
        {
            await browser.Send("/sign-in", ("mail", $"{time}@example.com"));
            Assert.Equal(200, browser.Status);
        }

        await browser.Send("/sign-in", ("mail", "emil@example.com"));
        Assert.Equal(429, browser.Status);
    }

    [Fact]
    public async Task OrdinaryCommands_AreNotLimited()
    {
        var chen = await product.As("chen");
        for (var time = 0; time < 40; time++)
        {
            Assert.Equal(200, (await chen.Get(Client.Changes)).Status);
        }
    }

    private static async Task IsTooMany(Client client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent("{}") : null };
        using var answer = await client.Http.SendAsync(request);
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"code\":\"too-many-requests\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
    }
}
