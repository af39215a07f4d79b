using System.Globalization;
using ChangeManagement.Policies;
using ChangeManagement.Register;

namespace ChangeManagement.Reports;

/// <summary>A metric that a policy asks for, with its figure of the period (001 Metrics, 002 Metrics, 003 §11.2).</summary>
/// <param name="Value">In the unit of its name, for example <c>97.5%</c>, <c>18h</c>; null: nothing to count, or a metric that is not known here.</param>
/// <param name="IsOnTarget">
/// Whether the changes that the target is about meet it; null: there are none, or the target is no number (that per risk level stands in
/// <see cref="ChangeReport.LeadTimeByRisk"/>).
/// </param>
public sealed record MetricFigure(
    string Name, string Title, string? Definition, string? Target, string? Value, bool? IsOnTarget, string? Source)
{
    /// <summary>The figure of a metric over the changes of a period.</summary>
    public static MetricFigure Of(Metric metric, IReadOnlyList<ChangeSummary> changes)
    {
        var target = MetricTarget.Read(metric.Target);
        var meant = target?.Priority is { } priority ? changes.Where(change => change.Priority == priority).ToList() : changes;
        return new MetricFigure(
            metric.Name, metric.Title, metric.Definition, metric.Target, Words(metric.Name, changes),
            target is not null && Number(metric.Name, meant) is { } figure ? target.IsMetBy(figure) : null, metric.Source);
    }

    private static string? Words(string name, IReadOnlyList<ChangeSummary> changes) => name switch
    {
        "changes-per-month" => changes.Count.ToString(CultureInfo.InvariantCulture),
        "emergency-vs-standard" => string.Create(
            CultureInfo.InvariantCulture,
            $"{changes.Count(change => change.Class == "emergency")} to {changes.Count(change => change.Class == "standard")}"),
        _ => Number(name, changes) is { } figure ? WithUnit(name, figure) : null,
    };

    private static string? WithUnit(string name, double figure) => name is "average-approval-time" or "average-implementation-time"
        or "change-lead-time"
        ? Hours.Words(TimeSpan.FromHours(figure))
        : string.Create(CultureInfo.InvariantCulture, $"{figure:0.#}%");

    /// <summary>Percent of the changes implemented (decision 7), or hours.</summary>
    private static double? Number(string name, IReadOnlyList<ChangeSummary> changes)
    {
        var implemented = changes.Where(change => change.IsImplemented).ToList();
        return name switch
        {
            "change-success-rate" => Percent.Of(implemented, change => change.IsSuccessful),
            "change-failure-rate" => Percent.Of(implemented, change => !change.IsSuccessful),
            "rollback-rate" => Percent.Of(implemented, change => change.IsRolledBack),
            "emergency-change-rate" => Percent.Of(implemented, change => change.Kind is WorkflowKind.Emergency),
            "post-implementation-issues" => Percent.Of(implemented, change => change.Problems > 0),
            "average-approval-time" => Average(change => change.ApprovedAt - change.SubmittedAt),
            "average-implementation-time" => Average(change => change.CompletedAt - change.StartedAt),
            "change-lead-time" => Average(change => change.LeadTime),
            _ => null,
        };

        double? Average(Func<ChangeSummary, TimeSpan?> time) => changes.Average(change => time(change)?.TotalHours);
    }
}
