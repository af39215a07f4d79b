using System.Collections.Immutable;

namespace ChangeManagement.Infra.Costs;

/// <summary>What a month costs, by what it is paid for.</summary>
internal static class Bill
{
    /// <summary>The lines of the bill.</summary>
    public static ImmutableArray<(string What, double Amount)> Of(Month month, Figures figures, Prices prices) =>
    [
        ("Functions: time", prices.FunctionsGigabyteSecond.For(month.GigabyteSeconds)),
        ("Functions: executions", prices.FunctionsExecution.For(month.Executions)),
        ("Tables of the register", prices.TableOperation.For(month.Register)),
        ("Sweeper's looks at open workflows", prices.TableOperation.For(month.LooksOfSweeps)),
        ("Tables of the hub", prices.TableOperation.For(month.HubTables)),
        ("Queues of the hub", prices.QueueOperation.For(month.HubQueues)),
        ("Blobs: timers, purges, leases", prices.BlobWrite.For(month.BlobWrites) + prices.BlobOther.For(month.BlobOther)),
        ("Stored data", prices.TableGigabyte.For(month.StoredGigabytes)),
        ("Logs", prices.LogGigabyte.For(month.LogGigabytes)),
        ("Alerts", prices.LogAlert.For(figures.Monitoring.LogAlerts) + prices.MetricSeries.For(figures.Monitoring.MetricSeries)),
    ];
}
