using System.Globalization;
using System.Text;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>The engine's figures as Markdown.</summary>
internal static class EngineReport
{
    public static string ToMarkdown(
        IReadOnlyList<(string Name, IReadOnlyList<Figures> Figures)> engines, IReadOnlyList<Waiting.Line> waiting, IReadOnlyList<GrowingHistory.Line> histories)
    {
        var text = new StringBuilder();
        text.AppendLine("# The engine beside its peers")
            .AppendLine()
            .AppendLine("Two steps, a decision raced with a timer of 24 hours, one step, done; each engine in turn, on the same disk, every commit synced:")
            .AppendLine("ours WAL with `synchronous=FULL`, PostgreSQL with `fsync` and `synchronous_commit` on, Restate with the sync of its log on (all")
            .AppendLine("three their defaults). A caller starts a workflow, decides it and waits for the result, then begins the next. In process, the callers")
            .AppendLine("share the engine's process; over HTTP, they are one process and the engine is another, both on the same machine.")
            .AppendLine("`dotnet run -c Release --project tests/ChangeManagement.Benchmarks -- engine` writes this file; it needs npm and PostgreSQL.")
            .AppendLine()
            .Append(Machine.ToMarkdown())
            .AppendLine()
            .AppendLine("| engine | callers | completed/s | decision to result, p50 ms | p99 ms |")
            .AppendLine("|---|---|---|---|---|");
        foreach (var (name, all) in engines)
        {
            foreach (var figures in all)
            {
                text.AppendLine(Invariant($"| {name} | {figures.Callers} | {figures.PerSecond:0} | {figures.P50:0.00} | {figures.P99:0.00} |"));
            }
        }

        text.AppendLine().AppendLine("| ratio of completed/s | at 1 caller | at 64 callers |").AppendLine("|---|---|---|");
        Ratio("ours to DBOS, both in process", engines[0].Figures, engines[1].Figures);
        Ratio("ours to Restate, both over HTTP", engines[2].Figures, engines[3].Figures);

        text.AppendLine()
            .AppendLine("## Workflows that wait")
            .AppendLine()
            .AppendLine("At most 100 are kept in memory; each decision replays one from disk.")
            .AppendLine()
            .AppendLine("| waiting | serving after ms | managed bytes each | file MB | decision p50 ms | p99 ms | new lives/s beside, 64 callers | of those beside none |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var line in waiting)
        {
            text.AppendLine(Invariant(
                $"| {line.Waiting} | {line.Start.TotalMilliseconds:0} | {line.BytesEach:0} | {line.FileMegabytes:0.0} | {line.Decision.P50:0.00} | {line.Decision.P99:0.00} | {line.Beside.PerSecond:0} | {line.Beside.PerSecond / waiting[0].Beside.PerSecond:P0} |"));
        }

        text.AppendLine()
            .AppendLine("## A history that grows")
            .AppendLine()
            .AppendLine("From raising one more event to rest, the median, for a workflow that has heard so many.")
            .AppendLine()
            .AppendLine("| events heard | in memory, ms | replayed for each turn, ms |")
            .AppendLine("|---|---|---|");
        foreach (var line in histories)
        {
            text.AppendLine(Invariant($"| {line.Events} | {line.Hot:0.00} | {line.Evicted:0.00} |"));
        }

        return text.ToString();

        void Ratio(string name, IReadOnlyList<Figures> ours, IReadOnlyList<Figures> theirs) => text.AppendLine(Invariant(
            $"| {name} | {ours[0].PerSecond / theirs[0].PerSecond:0.0} | {ours[1].PerSecond / theirs[1].PerSecond:0.0} |"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
