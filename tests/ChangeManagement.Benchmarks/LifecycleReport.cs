using System.Globalization;
using System.Text;

namespace ChangeManagement.Benchmarks;

/// <summary>What a run came to.</summary>
/// <param name="Walked">Until the last answer.</param>
/// <param name="AtRest">Until the last workflow had completed.</param>
/// <param name="Steps">Each call with its times in milliseconds, ascending.</param>
internal sealed record LifecycleReport(
    int Changes, int Callers, TimeSpan Walked, TimeSpan AtRest, IReadOnlyList<(string Name, double[] Times)> Steps, long Bytes, TimeSpan Cpu,
    long PeakMemory)
{
    /// <summary>As committed beside the benchmark.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        var calls = Changes * Steps.Count;
        text.AppendLine("# Whole lifecycles over HTTP");
        text.AppendLine();
        text.AppendLine("One server process, embedded SQLite with WAL and `synchronous=FULL`, every acknowledged call on disk; callers on the same machine.");
        text.AppendLine("`dotnet run -c Release --project tests/ChangeManagement.Benchmarks -- lifecycle` writes this file.");
        text.AppendLine();
        text.Append(Machine.ToMarkdown());
        Line("Changes, callers", $"{Changes}, {Callers}");
        Line("Changes per second, to the last answer", $"{Changes / Walked.TotalSeconds:0.0}");
        Line("Changes per second, to the end of the last workflow", $"{Changes / AtRest.TotalSeconds:0.0}");
        Line("Calls per second", $"{calls / Walked.TotalSeconds:0}");
        Line("Disk per change", $"{Bytes / 1024.0 / Changes:0.0} KB");
        Line("CPU per change", $"{Cpu.TotalMilliseconds / Changes:0.0} ms");
        Line("CPU in use by the server", $"{Cpu / AtRest:0.00} cores");
        Line("Memory of the server, at most", $"{PeakMemory / 1024.0 / 1024.0:0} MB");
        text.AppendLine();
        text.AppendLine("| call | p50 ms | p99 ms |");
        text.AppendLine("|---|---|---|");
        foreach (var (name, times) in Steps)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {At(times, 0.5):0.0} | {At(times, 0.99):0.0} |");
        }

        return text.ToString();

        void Line(string what, FormattableString value) => text.AppendLine($"- {what}: {FormattableString.Invariant(value)}");
    }

    private static double At(double[] ascending, double part) => ascending[(int)((ascending.Length - 1) * part)];
}
