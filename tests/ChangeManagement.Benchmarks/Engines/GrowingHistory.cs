using System.Diagnostics;
using ChangeManagement.Engine;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>What one more event costs a workflow that has heard many: in memory, and when each turn begins with a replay.</summary>
internal static class GrowingHistory
{
    private const int Samples = 50;

    /// <param name="Events">How many it had heard before.</param>
    /// <param name="Hot">Milliseconds from raising the next one to rest, in memory; the median.</param>
    /// <param name="Evicted">The same when every turn begins with a replay.</param>
    internal sealed record Line(int Events, double Hot, double Evicted);

    public static async Task<IReadOnlyList<Line>> Run(string temporary)
    {
        var hot = await Measure(Path.Combine(temporary, "history-hot", "engine.db"), new EngineOptions());
        var evicted = await Measure(Path.Combine(temporary, "history-evicted", "engine.db"), new EngineOptions { HotInstances = 0 });
        return [.. hot.Select(line => new Line(line.Key, line.Value, evicted[line.Key]))];
    }

    private static async Task<Dictionary<int, double>> Measure(string file, EngineOptions options)
    {
        using var store = SqliteStore.Open(file);
        var catalog = new WorkflowCatalog().AddWorkflow<int, int>("listener-v1", async (context, _) =>
        {
            for (var heard = 0; ; heard++)
            {
                await context.WaitFor<int>("tick");
            }
        });
        using var engine = new WorkflowEngine(store, catalog, TimeProvider.System, options);
        await engine.Start();
        await engine.Start("listener-v1", "listener", 0, CancellationToken.None);
        var medians = new Dictionary<int, double>();
        var heard = 0;
        foreach (var length in new[] { 10, 100, 1_000, 5_000 })
        {
            for (; heard < length; heard++)
            {
                await engine.Raise("listener", "tick", heard, eventId: null, CancellationToken.None);
            }

            await engine.WhenIdle();
            var times = new List<double>();
            for (var n = 0; n < Samples; n++, heard++)
            {
                var start = Stopwatch.GetTimestamp();
                await engine.Raise("listener", "tick", heard, eventId: null, CancellationToken.None);
                await engine.WhenIdle();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            medians[length] = times.Order().ElementAt(Samples / 2);
        }

        await engine.Stop();
        return medians;
    }
}
