using System.Diagnostics;
using ChangeManagement.Engine;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>What it costs that many workflows wait: start-up, memory, the time to answer one decision, and the throughput beside them.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    /// <param name="Waiting">How many wait for their decision.</param>
    /// <param name="Start">From opening the file to the first answered call.</param>
    /// <param name="BytesEach">Managed memory that each adds, with at most 100 of them hot.</param>
    /// <param name="Decision">One caller at a time decides workflows that wait, each replayed from disk.</param>
    /// <param name="Beside">New lives beside them, 64 callers.</param>
    internal sealed record Line(int Waiting, TimeSpan Start, double BytesEach, double FileMegabytes, Figures Decision, Figures Beside);

    public static async Task<IReadOnlyList<Line>> Run(string temporary)
    {
        // The first one compiles what the others find compiled.
        await Measure(waiting: 0, Path.Combine(temporary, "waiting-cold", "engine.db"));
        var lines = new List<Line>();
        foreach (var waiting in new[] { 0, 1_000, 10_000, 100_000 })
        {
            lines.Add(await Measure(waiting, Path.Combine(temporary, $"waiting-{waiting}", "engine.db")));
        }

        return lines;
    }

    private static async Task<Line> Measure(int waiting, string file)
    {
        await Begin(waiting, file);
        // What went on in the last step of the engine before would keep it alive from the stack.
        await Task.Yield();
        var before = LiveBytes();
        var time = Stopwatch.StartNew();
        await using var workflow = await ApprovalWorkflow.Open(file, new EngineOptions { HotInstances = 100 });
        await workflow.Start("first");
        var start = time.Elapsed;
        await workflow.Engine.WhenIdle();
        var each = waiting == 0 ? 0 : (double)(LiveBytes() - before) / waiting;
        var decision = waiting == 0
            ? new Figures(1, 0, 0, 0)
            : await DecideSome(workflow, Math.Min(waiting, 500));
        await Figures.Measure(64, TimeSpan.FromSeconds(3), "warm", id => Live(workflow, id));
        var beside = await Figures.Measure(64, Length, "beside", id => Live(workflow, id));
        return new Line(waiting, start, each, new FileInfo(file).Length / 1e6, decision, beside);
    }

    /// <summary>An engine of its own, so that nothing of it is alive when those that wait are weighed.</summary>
    private static async Task Begin(int waiting, string file)
    {
        await using var first = await ApprovalWorkflow.Open(file);
        await Parallel.ForAsync(0, waiting, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, _) => await first.Start($"wait-{n}"));
        await first.Engine.WhenIdle();
    }

    private static long LiveBytes()
    {
        // What has a finalizer is gone after the second collection.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<Figures> DecideSome(ApprovalWorkflow workflow, int count)
    {
        var times = new List<double>();
        for (var n = 0; n < count; n++)
        {
            times.Add(await Decide(workflow, $"wait-{n}"));
        }

        times.Sort();
        return new Figures(1, 1000 / times.Average(), times[times.Count / 2], times[(int)(times.Count * 0.99)]);
    }

    private static async Task<double> Live(ApprovalWorkflow workflow, string id)
    {
        await workflow.Start(id);
        return await Decide(workflow, id);
    }

    private static async Task<double> Decide(ApprovalWorkflow workflow, string id)
    {
        var decided = Stopwatch.GetTimestamp();
        await workflow.Decide(id);
        await workflow.Result(id);
        return Stopwatch.GetElapsedTime(decided).TotalMilliseconds;
    }
}
