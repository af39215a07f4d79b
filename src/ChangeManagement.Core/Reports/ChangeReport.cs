using ChangeManagement.Policies;
using ChangeManagement.Register;

namespace ChangeManagement.Reports;

/// <summary>001's change request report over the changes submitted in a period.</summary>
/// <param name="ReportPeriod">For example <c>2025-01</c>.</param>
/// <param name="ByStatus">Counts by 001's words; words without a change are left out.</param>
/// <param name="AverageApprovalTime">From submission to approval, for example <c>18h</c>; null: none was approved.</param>
/// <param name="AverageImplementationTime">From start to completion; null: none was completed.</param>
/// <param name="ImplementedChanges">Those whose work has come to an end; the rates count them alone (decision 7).</param>
/// <param name="SuccessRate">Percent whose work was done and stands; null, like the other rates: nothing was implemented.</param>
/// <param name="FailureRate">Percent whose work failed or was undone: the rest.</param>
/// <param name="RollbackRate">Percent whose work was or has to be undone.</param>
/// <param name="EmergencyRate">Percent that were emergencies.</param>
/// <param name="LeadTimeByRisk">From the request to the beginning of the work, by level of risk.</param>
/// <param name="Metrics">The figures that the policy asks for, in its order, against its targets.</param>
public sealed record ChangeReport(
    string ReportPeriod,
    int TotalChanges,
    IReadOnlyDictionary<string, int> ByStatus,
    IReadOnlyDictionary<string, int> ByPriority,
    IReadOnlyDictionary<string, int> ByType,
    string? AverageApprovalTime,
    string? AverageImplementationTime,
    int ImplementedChanges,
    double? SuccessRate,
    double? FailureRate,
    double? RollbackRate,
    double? EmergencyRate,
    IReadOnlyDictionary<string, LeadTimes> LeadTimeByRisk,
    IReadOnlyList<MetricFigure> Metrics)
{
    /// <summary>Computes the report.</summary>
    /// <param name="policy">Whose words and metrics it uses.</param>
    public static ChangeReport Of(string period, IReadOnlyList<ChangeSummary> changes, Policy policy)
    {
        var implemented = changes.Where(change => change.IsImplemented).ToList();
        return new ChangeReport(
            period,
            changes.Count,
            // The report says "pending" where the API's single change says "pending_approval" (001).
            Count(changes, change => change.State == "awaiting-approval" ? "pending" : policy.StatusOf(change.State)),
            Count(changes, change => change.Priority),
            Count(changes, change => change.Type),
            Average(changes.Select(change => change.ApprovedAt - change.SubmittedAt)),
            Average(changes.Select(change => change.CompletedAt - change.StartedAt)),
            implemented.Count,
            Percent.Of(implemented, change => change.IsSuccessful),
            Percent.Of(implemented, change => !change.IsSuccessful),
            Percent.Of(implemented, change => change.IsRolledBack),
            Percent.Of(implemented, change => change.Kind is WorkflowKind.Emergency),
            LeadTimes.ByRisk(changes),
            [.. policy.Metrics.Select(metric => MetricFigure.Of(metric, changes))]);
    }

    private static SortedDictionary<string, int> Count(IEnumerable<ChangeSummary> changes, Func<ChangeSummary, string> by) => new(
        changes.GroupBy(by, StringComparer.Ordinal).Where(group => group.Key.Length > 0).ToDictionary(group => group.Key, group => group.Count()),
        StringComparer.Ordinal);

    private static string? Average(IEnumerable<TimeSpan?> times) =>
        Hours.Words(times.Average(time => time?.TotalHours) is { } hours ? TimeSpan.FromHours(hours) : null);
}
