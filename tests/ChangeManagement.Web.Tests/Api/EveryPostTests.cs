using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Api;

/// <summary>What holds for every POST of the API, whichever there are: the routes are those that the product maps.</summary>
public sealed class EveryPostTests(EveryPostTests.Shared shared) : IClassFixture<EveryPostTests.Shared>
{
    private readonly RunningProduct product = shared.Product;

    public static TheoryData<string> Routes => [.. PostCall.ByRoute.Keys];

    [Fact]
    public void EveryPostThatIsMapped_IsCoveredHere()
    {
        var mapped = product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), PostCall.ByRoute.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task ARepetition_AnswersTheSame_AndDoesNothingTwice_AndAnotherBodyUnderItsKeyIsRefused(string route)
    {
        var call = await PostCall.ByRoute[route](product);
        var unlike = await Everything();
        var first = await Send(call, call.Body);
        Assert.True(first.Status is 200 or 201 or 204, $"{first.Status}: {first.Body}");
        var once = await Everything();
        Assert.True(once != unlike || route.EndsWith("/preview", StringComparison.Ordinal), $"{route} did nothing.");

        var again = await Send(call, call.Body);
        Assert.Equal((first.Status, first.Body, first.ETag), (again.Status, again.Body, again.ETag));
        Assert.Equal(once, await Everything());

        var other = await Send(call, call.Other);
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Text("code")));
        Assert.Equal(once, await Everything());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AMemberThatTheCallDoesNotKnow_IsRefused_SoThatATypingErrorIsNotTakenForSilence(string route)
    {
        var call = await PostCall.ByRoute[route](product);
        var before = await Everything();
        var body = JsonNode.Parse(call.Body)!.AsObject();
        body["no_such_member"] = "x";
        var answer = await Send(call, body.ToJsonString());
        // A preview is there to say what is wrong, so it says this too.
        Assert.Equal(route.EndsWith("/preview", StringComparison.Ordinal) ? 200 : 400, answer.Status);
        Assert.Contains("no_such_member", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task TheTokenOfARepeatedCall_Works_AndOneThatWasRevokedIsNotIssuedAgain()
    {
        var call = (await PostCall.ByRoute["/api/v1/tokens/"](product)) with { Body = """{"name":"again","system":"pipeline","scopes":["changes:read"]}""" };
        await Send(call, call.Body);
        var again = await Send(call, call.Body);
        Assert.Equal(200, (await product.WithToken(again.Text("token")).Get(Client.Changes)).Status);

        await product.AsAdministrator().Send(HttpMethod.Delete, $"/api/v1/tokens/{again.Text("id")}", content: null);
        var gone = await Send(call, call.Body);
        Assert.Equal((409, "token-gone"), (gone.Status, gone.Text("code")));
        Assert.Equal(401, (await product.WithToken(again.Text("token")).Get(Client.Changes)).Status);
    }

    private async Task<Answer> Send(PostCall call, string body, [CallerMemberName] string key = "")
    {
        var client = call.Person is null ? product.AsAdministrator() : await product.As(call.Person);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.Send(HttpMethod.Post, call.Path, content, ("Idempotency-Key", key));
    }

    /// <summary>How often anything happened: to each change, in the system log, and to each orchestration.</summary>
    private async Task<string> Everything()
    {
        var administrator = product.AsAdministrator();
        var changes = (await administrator.Get($"{Client.Changes}?limit=200")).Json.GetProperty("change_requests").EnumerateArray()
            .Select(change => $"{change.GetProperty("number")} {change.GetProperty("version")}");
        var orchestrations = (await administrator.Get("/api/v1/orchestrations?limit=200")).Json.GetProperty("orchestrations").EnumerateArray()
            .Select(instance => $"{instance.GetProperty("instance_id")} {instance.GetProperty("state")}").Order(StringComparer.Ordinal);
        var log = (await product.Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None)).Select(fact => $"{fact.Seq} {fact.Kind}");
        var tokens = (await administrator.Get("/api/v1/tokens")).Json.GetProperty("tokens").GetArrayLength();
        return string.Join('\n', [.. changes, .. orchestrations, .. log, $"{tokens} tokens"]);
    }

    /// <summary>One product for all: what a call is about is made anew for each.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal RunningProduct Product { get; } = new();

        public async Task InitializeAsync()
        {
            // Issuing a token is logged, so everybody has theirs before the first look at the log.
            foreach (var person in new[] { "chen", "hana", "lena", "mika" })
            {
                await Product.As(person);
            }
        }

        public Task DisposeAsync() => Product.DisposeAsync().AsTask();
    }
}
