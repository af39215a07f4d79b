using ChangeManagement.Register;

namespace ChangeManagement.Reports;

/// <summary>How long changes of one level of risk took from their request to the beginning of their work (003 §11.2, decision 7).</summary>
/// <param name="Average">For example <c>18h</c>.</param>
/// <param name="OnTarget">
/// Percent of those with a target that began within the deadlines of review and approval; null: none of them has a target.
/// </param>
public sealed record LeadTimes(string Average, double? OnTarget)
{
    /// <summary>By level of risk; changes whose work has not begun have no lead time.</summary>
    public static SortedDictionary<string, LeadTimes> ByRisk(IEnumerable<ChangeSummary> changes) => new(
        changes.Where(change => change.LeadTime is not null)
            .GroupBy(change => change.Risk.ToString().ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Of([.. group]), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static LeadTimes Of(List<ChangeSummary> changes) => new(
        Hours.Words(TimeSpan.FromHours(changes.Average(change => change.LeadTime!.Value.TotalHours)))!,
        Percent.Of(changes.Where(change => change.LeadTimeDue is not null).ToList(), change => change.StartedAt <= change.LeadTimeDue));
}
