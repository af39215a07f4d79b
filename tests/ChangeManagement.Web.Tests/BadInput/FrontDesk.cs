using System.Net.Http.Headers;
using System.Text;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.BadInput;

/// <summary>
/// One product with a change that one of two has approved and a change that is approved, for the calls that change nothing. Sharing it is part
/// of the test: a refused call that left something behind would be seen by the next.
/// </summary>
public sealed class FrontDesk : IAsyncLifetime
{
    private Dictionary<string, string> tokens = [];

    /// <summary>The product.</summary>
    public RunningProduct Product { get; } = new();

    /// <summary>Chen's; Emil has approved, Lena has not answered yet.</summary>
    public string Waiting { get; private set; } = "";

    /// <summary>Chen's; Emil and Lena have approved.</summary>
    public string Approved { get; private set; } = "";

    /// <summary>The path of Lena's approval link for <see cref="Waiting"/>.</summary>
    public string Link { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var chen = await Product.As("chen");
        Waiting = (await chen.Submit(PlainRequest.Good)).Number;
        Approved = (await chen.Submit(PlainRequest.Good)).Number;
        await (await Product.As("emil")).Do(Waiting, "approve", new { approved = true });
        await (await Product.As("emil")).Do(Approved, "approve", new { approved = true });
        await (await Product.As("lena")).Do(Approved, "approve", new { approved = true });
        // Issuing a token is logged, so everybody has theirs before the first look at the log.
        foreach (var person in new[] { "ben", "dana", "mika", "nora" })
        {
            await Product.As(person);
        }

        var messages = await Product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None);
        Link = messages.Single(message => message.ToName == "Lena Fischer" && message.Subject.Contains(Waiting, StringComparison.Ordinal)).Link!;
        tokens = new()
        {
            ["reader"] = await Issue(new { name = "reader", person = "lena", scopes = new[] { "changes:read" } }),
            ["writer"] = await Issue(new { name = "writer", person = "lena", scopes = new[] { "changes:read", "changes:write" } }),
            ["approver"] = await Issue(new { name = "approver", person = "lena", scopes = new[] { "changes:approve" } }),
            ["everyday"] = await Issue(new { name = "everyday", person = "ada", scopes = new[] { "changes:read", "changes:write", "changes:approve" } }),
            ["expired"] = await Issue(new { name = "expired", person = "lena", scopes = new[] { "changes:read" }, expires = Product.Time.GetUtcNow().AddSeconds(1) }),
            ["revoked"] = await Issue(new { name = "revoked", person = "lena", scopes = new[] { "changes:read" } }),
            ["pipeline"] = await Issue(new { name = "pipeline", system = "pipeline", scopes = new[] { "changes:read", "changes:write", "changes:approve" } }),
        };
        await Product.Pass(TimeSpan.FromSeconds(1));
        var all = (await Product.AsAdministrator().Get("/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray();
        var revoked = all.Single(token => token.GetProperty("name").GetString() == "revoked").GetProperty("id").GetString();
        await Product.AsAdministrator().Send(HttpMethod.Delete, $"/api/v1/tokens/{revoked}", content: null);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Product.DisposeAsync().AsTask();

    /// <summary>Sends a body as it is, as a person, a named token, <c>administrator</c> or <c>nobody</c>.</summary>
    public async Task<Answer> Send(
        string caller, HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content?.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await (await ClientOf(caller)).Send(
            method,
            path.Replace("{waiting}", Waiting, StringComparison.Ordinal).Replace("{approved}", Approved, StringComparison.Ordinal),
            content,
            headers);
    }

    /// <summary>Sends, and sees that it is refused with a problem that says what to do, and that nothing changed.</summary>
    public async Task<Answer> Refused(
        int status, string code, string says, string caller, HttpMethod method, string path, string? body,
        params (string Name, string Value)[] headers)
    {
        var before = await Everything();
        var answer = await Send(caller, method, path, body, headers);
        Assert.True(answer.Status == status, $"{answer.Status} instead of {status}: {answer.Body}");
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.Equal(code, answer.Text("code"));
        Assert.Contains(says, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await Everything());
        return answer;
    }

    /// <summary>All that a refused call must leave as it is: the sequence, every change's head, and the system log.</summary>
    public async Task<string> Everything()
    {
        var tables = Product.Services.GetRequiredService<ITables>();
        var rows = new List<TableRow?>
        {
            await tables.Get(ChangeNumbers.Table, "2026", "counter", CancellationToken.None),
            await tables.Get(SystemLog.Table, SystemLog.Stream, "head", CancellationToken.None),
        };
        foreach (var number in new[] { Waiting, Approved })
        {
            rows.AddRange(await tables.Query(ChangeStreams.Table, number, null, null, 1000, CancellationToken.None));
        }

        return string.Join('\n', rows.Select(row => $"{row?.Key} {row?.ETag} {row?.Data}"));
    }

    private async Task<string> Issue(object token) => (await Product.AsAdministrator().Post("/api/v1/tokens", token)).Text("token");

    private async Task<Client> ClientOf(string caller) => caller switch
    {
        "nobody" => new Client(Product.Anonymous(), Product),
        "administrator" => Product.AsAdministrator(),
        "garbage" => Product.WithToken("no-such-token"),
        _ when tokens.TryGetValue(caller, out var token) => Product.WithToken(token),
        _ => await Product.As(caller),
    };
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(nameof(FrontDesk))]
public sealed class FrontDeskTests : ICollectionFixture<FrontDesk>;
