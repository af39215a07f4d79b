using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Safety;

/// <summary>Every answer tells browsers to load nothing from elsewhere, to guess no type, to tell nobody where they came from and to keep nothing.</summary>
public sealed class SecureHeadersTests : IAsyncLifetime
{
    private const string Changes = Client.Changes;
    private readonly RunningProduct product;
    private FailingTables failing = null!;

    public SecureHeadersTests() => product = new RunningProduct(
        tables: tables => failing = new FailingTables(tables),
        settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Limits:Previews"] = "1" });

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("GET", "/sign-in", 200)]
    [InlineData("GET", "/healthz/live", 200)]
    [InlineData("GET", Changes, 200)]
    [InlineData("GET", "/", 302)]
    [InlineData("POST", "/sign-out", 400)]
    [InlineData("POST", Changes, 400)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/approvals/nothing", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    public async Task EveryAnswer_HasThem(string method, string path, int status) => await Guarded(product.AsAdministrator(), method, path, status);

    [Fact]
    public async Task ARedirectionAfterAForm_HasThem()
    {
        var path = await product.Services.GetRequiredService<SignInLinks>().Create("ada", CancellationToken.None);
        using var http = product.Anonymous();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await http.GetStringAsync(new Uri(path, UriKind.Relative)));
        using var form = new FormUrlEncodedContent(
            [.. page.QuerySelectorAll("form[method=post] input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")))]);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        Guarded(answer, 303);
    }

    [Fact]
    public async Task ARefusal_HasThem()
    {
        var chen = await product.As("chen");
        var number = (await chen.Submit(BadInput.PlainRequest.Good)).Number;
        await Guarded(chen, "POST", $"{Changes}/{number}/implement", 409);
        await Guarded(chen, "GET", "/api/v1/tokens", 403);
        await Guarded(product.WithToken("wrong"), "GET", Changes, 401);
    }

    [Fact]
    public async Task OneCallTooMany_HasThem()
    {
        await product.AsAdministrator().Post($"{Changes}/preview", BadInput.PlainRequest.Good);
        await Guarded(product.AsAdministrator(), "POST", $"{Changes}/preview", 429);
    }

    [Theory]
    [InlineData("links", "/approvals/some-secret")]
    [InlineData("signins", "/sign-in/some-secret")]
    [InlineData(ChangeStreams.Table, Changes + "/CHG-2026-001")]
    public async Task ADefect_HasThem(string table, string path)
    {
        var administrator = product.AsAdministrator();
        await administrator.Get(Changes);
        failing.Failing = table;
        await Guarded(administrator, "GET", path, 500);
    }

    private static async Task Guarded(Client client, string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = method == "POST" ? new StringContent("{}") : null,
        };
        using var answer = await client.Http.SendAsync(request);
        Guarded(answer, status);
    }

    private static void Guarded(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith("default-src 'none'; style-src 'self';", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : $"{name} is missing";
    }
}
