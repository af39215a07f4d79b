using System.Globalization;
using ChangeManagement.Register;

namespace ChangeManagement.Reports;

/// <summary>001's change request report over the changes submitted in a period.</summary>
/// <param name="ReportPeriod">For example <c>2025-01</c>.</param>
/// <param name="ByStatus">Counts by 001's words; words without a change are left out.</param>
/// <param name="AverageApprovalTime">From submission to approval, for example <c>18h</c>; null: none was approved.</param>
/// <param name="AverageImplementationTime">From start to completion; null: none was completed.</param>
public sealed record ChangeReport(
    string ReportPeriod,
    int TotalChanges,
    IReadOnlyDictionary<string, int> ByStatus,
    IReadOnlyDictionary<string, int> ByPriority,
    IReadOnlyDictionary<string, int> ByType,
    string? AverageApprovalTime,
    string? AverageImplementationTime)
{
    /// <summary>Computes the report.</summary>
    /// <param name="statusOf">The policy's words for states.</param>
    public static ChangeReport Of(string period, IReadOnlyList<ChangeSummary> changes, Func<string, string> statusOf) => new(
        period,
        changes.Count,
        // The report says "pending" where the API's single change says "pending_approval" (001).
        Count(changes, change => change.State == "awaiting-approval" ? "pending" : statusOf(change.State)),
        Count(changes, change => change.Priority),
        Count(changes, change => change.Type),
        Average(changes.Where(change => change.ApprovedAt is not null).Select(change => change.ApprovedAt!.Value - change.SubmittedAt)),
        Average(changes.Where(change => change is { StartedAt: not null, CompletedAt: not null })
            .Select(change => change.CompletedAt!.Value - change.StartedAt!.Value)));

    private static SortedDictionary<string, int> Count(IEnumerable<ChangeSummary> changes, Func<ChangeSummary, string> by) => new(
        changes.GroupBy(by, StringComparer.Ordinal).Where(group => group.Key.Length > 0).ToDictionary(group => group.Key, group => group.Count()),
        StringComparer.Ordinal);

    private static string? Average(IEnumerable<TimeSpan> times)
    {
        var hours = times.Select(time => time.TotalHours).DefaultIfEmpty(-1).Average();
        return hours < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(hours, 1):0.#}h");
    }
}
