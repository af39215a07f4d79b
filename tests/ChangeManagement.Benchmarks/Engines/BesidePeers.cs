using System.Net.Http.Json;
using System.Text.Json;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>
/// The same workflow on our engine, on Restate and on DBOS, in turn, every commit synced. In process: callers and engine are one process, as
/// DBOS runs. Over HTTP: a server of its own that is called over loopback, as Restate runs.
/// </summary>
internal static class BesidePeers
{
    private static readonly int[] Callers = [1, 64];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Measures all four.</summary>
    /// <param name="peers">The folder with the scripts of the peers; their packages are installed there.</param>
    /// <param name="temporary">Where all of them keep their data, so that they write to the same disk.</param>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<Figures> Figures)>> Run(string peers, string temporary)
    {
        await Peer.Run("npm", ["install", "--no-audit", "--no-fund"], peers);
        return
        [
            ("this engine, in process", await InProcess(temporary)),
            ("DBOS 5.3 on PostgreSQL, in process", await Dbos(peers, temporary)),
            ("this engine, over HTTP", await OwnServer(temporary)),
            ("Restate 1.7, over HTTP", await Restate(peers, temporary)),
        ];
    }

    /// <summary>Measures only ours.</summary>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<Figures> Figures)>> RunOwn(string temporary) =>
        [("this engine, in process", await InProcess(temporary)), ("this engine, over HTTP", await OwnServer(temporary))];

    private static async Task<IReadOnlyList<Figures>> InProcess(string temporary)
    {
        await using var workflow = await ApprovalWorkflow.Open(Path.Combine(temporary, "in-process", "engine.db"));
        return await Measure(async id =>
        {
            await workflow.Start(id);
            var decided = System.Diagnostics.Stopwatch.GetTimestamp();
            await workflow.Decide(id);
            await workflow.Result(id);
            return System.Diagnostics.Stopwatch.GetElapsedTime(decided).TotalMilliseconds;
        });
    }

    private static async Task<IReadOnlyList<Figures>> OwnServer(string temporary)
    {
        var port = Peer.FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        await using var server = Peer.Start(
            "dotnet", [typeof(BesidePeers).Assembly.Location, "serve-engine", address.ToString(), Path.Combine(temporary, "server", "engine.db")], temporary);
        await Peer.UntilListening(port);
        using var http = new OverHttp(address, "/start/{id}", "/decide/{id}", "/result/{id}");
        return await Measure(http.Live);
    }

    private static async Task<IReadOnlyList<Figures>> Restate(string peers, string temporary)
    {
        var (service, ingress, admin, node) = (Peer.FreePort(), Peer.FreePort(), Peer.FreePort(), Peer.FreePort());
        await using var handlers = Peer.Start("node", ["restate.mjs", $"{service}"], peers);
        await using var server = Peer.Start(
            Path.Combine(peers, "node_modules", ".bin", "restate-server"), ["--base-dir", Path.Combine(temporary, "restate")], temporary,
            ("RESTATE_INGRESS__BIND_ADDRESS", $"127.0.0.1:{ingress}"),
            ("RESTATE_ADMIN__BIND_ADDRESS", $"127.0.0.1:{admin}"),
            ("RESTATE_BIND_ADDRESS", $"127.0.0.1:{node}"));
        await Peer.UntilListening(service);
        await Peer.UntilListening(admin);
        await Peer.UntilListening(ingress);
        using (var http = new HttpClient())
        {
            using var registered = await http.PostAsJsonAsync(
                $"http://127.0.0.1:{admin}/deployments", new { uri = $"http://127.0.0.1:{service}" });
            registered.EnsureSuccessStatusCode();
        }

        using var calls = new OverHttp(
            new Uri($"http://127.0.0.1:{ingress}"), "/Approval/{id}/run/send", "/Approval/{id}/decide", "/restate/workflow/Approval/{id}/attach");
        return await Measure(calls.Live);
    }

    private static async Task<IReadOnlyList<Figures>> Dbos(string peers, string temporary)
    {
        await using var database = await Postgres.Start(Path.Combine(temporary, "postgres"));
        var lines = await Peer.Run(
            "node", ["dbos.mjs", database.Url, $"{Length.TotalSeconds}", .. Callers.Select(callers => $"{callers}")], peers);
        return [.. lines.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<Figures>(line, Json)!)];
    }

    private static async Task<IReadOnlyList<Figures>> Measure(Func<string, Task<double>> live)
    {
        await Figures.Measure(8, WarmUp, "warm", live);
        var all = new List<Figures>();
        foreach (var callers in Callers)
        {
            all.Add(await Figures.Measure(callers, Length, "run", live));
        }

        return all;
    }
}
