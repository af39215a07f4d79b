using System.Net.Http.Headers;
using System.Text.Json;
using ChangeManagement.Testing;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.AzureServices.Tests.Storms;

/// <summary>Several hosts on one register: no event is lost or doubled, numbers have no gaps, and each door shows the same.</summary>
public sealed class StormTests : IAsyncLifetime
{
    private const int Commands = 30;
    private readonly string prefix = AzuriteServer.NewPrefix();
    private readonly TemporaryFolder folder = new();
    private readonly List<ServerProcess> servers = [];
    private FaultProxy proxy = null!;

    public async Task InitializeAsync() => proxy = await FaultProxy.Before(await AzuriteServer.Shared());

    public async Task DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await proxy.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    public async Task TwoServers_OnOneRegister_LoseAndDoubleNothing(int seed)
    {
        await StartServers(2);
        await HoldsThroughout(seed, [.. servers.Select(server => server.Http)], servers[0]);
    }

    [Theory]
    [InlineData(2)]
    public async Task TwoServersAndTheFunctions_OnOneRegister_LoseAndDoubleNothing(int seed)
    {
        await StartServers(2);
        await using var functions = await FunctionsHost.Open(TimeProvider.System, ServerProcess.AdministratorToken, proxy.ConnectionString, prefix);
        using var door = functions.Connect();
        await HoldsThroughout(seed, [.. servers.Select(server => server.Http), door], servers[0]);
    }

    /// <summary>The storm, and what must hold after it. Any host of the register may be a door.</summary>
    private async Task HoldsThroughout(int seed, IReadOnlyList<HttpClient> doors, ServerProcess issuer)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in Storm.People)
        {
            tokens[person] = await issuer.TokenOf(person);
        }

        var storm = new Storm(seed, doors, tokens);
        await storm.Rage(Commands);

        Assert.True(proxy.Conflicts > 0, "Nobody got into anybody's way.");
        var submitted = storm.Done.Where(deed => deed.Action == "created").Select(deed => deed.Number).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, submitted.Count).Select(number => $"CHG-{DateTime.UtcNow.Year}-{number:000}"), submitted);
        foreach (var number in submitted)
        {
            await IsWhole(number, storm, doors, tokens["chen"]);
        }

        foreach (var door in doors)
        {
            var audit = await Get(door, ServerProcess.AdministratorToken, "/api/v1/audit/verify");
            Assert.True(audit.GetProperty("is_whole").GetBoolean(), audit.ToString());
            Assert.Equal(submitted.Count, audit.GetProperty("changes").GetInt32());
        }
    }

    private static async Task IsWhole(string number, Storm storm, IReadOnlyList<HttpClient> doors, string token)
    {
        var histories = new List<string>();
        foreach (var door in doors)
        {
            var entries = (await Get(door, token, $"{Client.Changes}/{number}/history")).GetProperty("history").EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.GetProperty("seq").GetInt32()));
            string[] watched = ["created", "approved", "held", "resumed", "problem_reported", "question_asked", "amended"];
            Assert.Equal(
                Count(storm.Done.Where(deed => deed.Number == number).Select(deed => deed.Action)),
                Count(entries.Select(entry => entry.GetProperty("action").GetString()!).Where(action => watched.Contains(action, StringComparer.Ordinal))));
            histories.Add(string.Join('\n', entries));
        }

        Assert.Single(histories.Distinct(StringComparer.Ordinal));
    }

    private static string Count(IEnumerable<string> actions) => string.Join(
        ", ", actions.CountBy(action => action, StringComparer.Ordinal).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));

    private static async Task<JsonElement> Get(HttpClient door, string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await door.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Servers of one register have its audit key and its anchors in common, and nothing else.</summary>
    private async Task StartServers(int count)
    {
        var key = Path.Combine(folder.Path, "audit.key");
        await File.WriteAllTextAsync(key, $"test {new string('a', 64)}\n");
        for (var number = 0; number < count; number++)
        {
            servers.Add(await ServerProcess.Run(
                "--Register:ConnectionString", proxy.ConnectionString, "--Register:TablePrefix", prefix, "--Audit:KeyFile", key,
                "--Anchors:ConnectionString", proxy.ConnectionString, "--Anchors:TablePrefix", prefix));
        }
    }
}
