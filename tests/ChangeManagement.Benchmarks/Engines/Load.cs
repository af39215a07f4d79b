using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>What callers in a closed loop got out of an engine.</summary>
/// <param name="PerSecond">Workflows that began, were decided and completed.</param>
/// <param name="P50">Milliseconds from sending a decision to having the result.</param>
/// <param name="P99">The same.</param>
internal sealed record Figures(int Callers, double PerSecond, double P50, double P99)
{
    /// <summary>Each caller lives one life after the other until the time is up.</summary>
    /// <param name="live">One workflow from its start to its result; answers with the milliseconds from decision to result.</param>
    public static async Task<Figures> Measure(int callers, TimeSpan length, string prefix, Func<string, Task<double>> live)
    {
        var times = new ConcurrentBag<double>();
        var time = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var n = 0; time.Elapsed < length; n++)
            {
                times.Add(await live($"{prefix}-{callers}-{caller}-{n}"));
            }
        })));
        var elapsed = time.Elapsed;
        double[] sorted = [.. times.Order()];
        return new Figures(callers, sorted.Length / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
