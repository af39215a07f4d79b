using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChangeManagement.Benchmarks;

/// <summary>
/// Whole normal changes of document 001 over HTTP: request, two approvals, backup, implementation, health check, completion, closure. Each
/// caller walks one change after the other, as fast as the answers come.
/// </summary>
internal static class Lifecycle
{
    private const string Changes = "api/v1/change-management/change-requests";
    // Until what is hot is compiled for good.
    private const int WarmUp = 1000;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    private static readonly (string Name, string Person, string Command, object Body)[] Steps =
    [
        ("request", "chen", "", new
        {
            title = "Raise the connection limit", description = "From 100 to 200", change_type = "configuration", priority = "medium",
            affected_systems = new[] { "authentication-service" }, risk_level = "low", rollback_plan = "Set it back to 100",
            implementation_plan = "Set it, restart",
        }),
        ("approve (first)", "emil", "approve", new { approved = true, comments = "fine" }),
        ("approve (last)", "lena", "approve", new { approved = true }),
        ("checklist", "chen", "checklist", new { items = new[] { new { name = "backup" } } }),
        ("implement", "chen", "implement", new { }),
        ("health", "chen", "checklist", new { items = new[] { new { name = "monitor-health" } } }),
        ("complete", "chen", "complete", new { status = "completed", post_implementation_review = "As planned" }),
        ("close", "chen", "close", new
        {
            statements = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["change-success"] = "yes", ["monitor-issues"] = "none", ["document-implementation"] = "wiki", ["update-documentation"] = "wiki",
            },
        }),
    ];

    /// <summary>Runs it and reports as Markdown.</summary>
    public static async Task<string> Run(int changes, int callers)
    {
        await using var server = await Server.Start();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = callers };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        var tokens = await Tokens(http);
        await Walk(http, tokens, WarmUp, callers, new ConcurrentBag<(int, double)>());

        var bytes = server.BytesOnDisk;
        var cpu = server.Cpu;
        var taken = new ConcurrentBag<(int Step, double Milliseconds)>();
        var time = Stopwatch.StartNew();
        await Walk(http, tokens, changes, callers, taken);
        var walked = time.Elapsed;
        await UntilAtRest(http, tokens["admin"]);
        return new LifecycleReport(
            changes, callers, walked, time.Elapsed, [.. Steps.Select((step, index) => (step.Name, Times(taken, index)))],
            server.BytesOnDisk - bytes, server.Cpu - cpu, server.PeakMemory).ToMarkdown();
    }

    private static async Task Walk(
        HttpClient http, Dictionary<string, string> tokens, int changes, int callers, ConcurrentBag<(int, double)> taken)
    {
        var left = changes;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await WalkOne(http, tokens, taken);
            }
        }));
    }

    private static async Task WalkOne(HttpClient http, Dictionary<string, string> tokens, ConcurrentBag<(int, double)> taken)
    {
        var number = "";
        foreach (var (index, step) in Steps.Index())
        {
            var path = number.Length == 0 ? Changes : $"{Changes}/{number}/{step.Command}";
            var start = Stopwatch.GetTimestamp();
            var answer = await Post(http, tokens[step.Person], path, step.Body);
            taken.Add((index, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            number = answer.GetProperty("change_request_id").GetString()!;
        }
    }

    private static async Task<Dictionary<string, string>> Tokens(HttpClient http)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = Server.AdministratorToken };
        foreach (var person in Steps.Select(step => step.Person).Distinct(StringComparer.Ordinal))
        {
            var issued = await Post(
                http, Server.AdministratorToken, "api/v1/tokens",
                new { name = person, person, scopes = new[] { "changes:read", "changes:write", "changes:approve" } });
            tokens[person] = issued.GetProperty("token").GetString()!;
        }

        return tokens;
    }

    private static async Task<JsonElement> Post(HttpClient http, string token, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: Plain) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>The follow-ups (lists, notifications, workflows) run after the answers; the last workflow's end is theirs.</summary>
    private static async Task UntilAtRest(HttpClient http, string token)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestRest; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/orchestrations?state=running&limit=1");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request);
            if ((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orchestrations").GetArrayLength() == 0)
            {
                return;
            }
        }

        throw new TimeoutException($"Workflows were still running after {LongestRest}.");
    }

    private static double[] Times(ConcurrentBag<(int Step, double Milliseconds)> taken, int step) =>
        [.. taken.Where(each => each.Step == step).Select(each => each.Milliseconds).Order()];

    private static JsonSerializerOptions Plain { get; } = new();
}
