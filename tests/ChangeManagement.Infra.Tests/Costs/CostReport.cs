using System.Globalization;
using System.Text;

namespace ChangeManagement.Infra.Costs;

/// <summary>The table of costs, as committed.</summary>
internal static class CostReport
{
    private static readonly int[] Volumes = [1_000, 10_000, 100_000];

    /// <summary>The whole file.</summary>
    public static string ToMarkdown(Figures figures, PriceList list)
    {
        var months = Volumes.Select(changes => new Month(figures, changes)).ToArray();
        var bills = months.Select(month => Bill.Of(month, figures, list.Prices)).ToArray();
        var text = new StringBuilder();
        text.AppendLine("# What it costs");
        text.AppendLine();
        text.AppendLine("Computed from `operations.json` and `prices.json` beside this file; `COSTS=write dotnet test tests/ChangeManagement.Infra.Tests` writes it anew, and");
        text.AppendLine("without the variable the test sees to it that it is current.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{list.Currency} a month in {list.Region}, prices as of {list.Written}. {list.Note}");
        text.AppendLine();
        text.AppendLine("It describes an environment as `test` is: data in one building (LRS), alerts that look every 15 minutes, no instance that never sleeps.");
        text.AppendLine();
        Row(text, "", Volumes.Select(changes => $"{changes.ToString("N0", CultureInfo.InvariantCulture)} changes a month"));
        Row(text, "---", Volumes.Select(_ => "---:"));
        for (var line = 0; line < bills[0].Length; line++)
        {
            Row(text, bills[0][line].What, bills.Select(bill => Money(bill[line].Amount)));
        }

        Row(text, "**Together**", bills.Select(bill => $"**{Money(bill.Sum(line => line.Amount))}**"));
        Row(text, "A change", bills.Select((bill, i) => (bill.Sum(line => line.Amount) / Volumes[i]).ToString("0.0000", CultureInfo.InvariantCulture)));
        text.AppendLine();
        var (often, rarely) = (list.Prices.LogAlertEvery5Minutes.For(figures.Monitoring.LogAlerts), list.Prices.LogAlert.For(figures.Monitoring.LogAlerts));
        var awake = list.Prices.FunctionsAlwaysReadyGigabyteSecond.For(months[0].AlwaysReadyGigabyteSeconds);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"`prod` costs more: {Money(often - rarely)} for alerts that look every 5 minutes, {Money(awake)} for each instance that never sleeps (`alwaysReady`), and what it costs to keep");
        text.AppendLine("and write the data in two regions (GZRS): more than the lines of tables, queues, blobs and stored data say, and not computed here.");
        text.AppendLine();
        text.AppendLine("Not in it for either: mail, traffic that leaves Azure, the vault (cents), and the candidate, which runs only while a package is tried.");
        text.AppendLine();
        text.AppendLine("## From what");
        text.AppendLine();
        Row(text, "in a month", Volumes.Select(changes => changes.ToString("N0", CultureInfo.InvariantCulture)));
        Row(text, "---", Volumes.Select(_ => "---:"));
        Amounts("Executions of functions", month => month.Executions);
        Amounts("GB-seconds, at most", month => month.GigabyteSeconds);
        Amounts("Operations on the register", month => month.Register);
        Amounts("Looks of the sweeper", month => month.LooksOfSweeps);
        Amounts("Operations on the hub's tables", month => month.HubTables);
        Amounts("Operations on the hub's queues", month => month.HubQueues);
        Amounts("Changes that are open", month => month.Open);
        Amounts("Seconds that a look at all of them takes", month => month.SecondsPerLook);
        Amounts("GB kept", month => month.StoredGigabytes);
        Amounts("GB of logs", month => month.LogGigabytes);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- Counted: {figures.Change.What}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Read in the sources: {figures.Durable.Sources}.");
        text.AppendLine("- Assumed: everything below `assumed`, the time of a look of the sweeper, and what the scale controller and the leases of the host do.");
        text.AppendLine("- An upper bound: one instance of the hub always awake, and no two executions in the same second, of which Flex Consumption bills at least one each.");
        text.AppendLine("- Each quarter of an hour the sweeper looks at the workflow of every open change, one after the other. `functionTimeout` in host.json ends that after ten minutes:");
        text.AppendLine("  that is the first limit that more changes meet.");
        return text.ToString().ReplaceLineEndings("\n");

        void Amounts(string what, Func<Month, double> amount) =>
            Row(text, what, months.Select(month => amount(month) is var value && value < 100 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture)));
    }

    private static string Money(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, string first, IEnumerable<string> cells) => text.AppendLine($"| {first} | {string.Join(" | ", cells)} |");
}
