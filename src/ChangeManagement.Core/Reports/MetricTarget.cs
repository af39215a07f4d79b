using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeManagement.Reports;

/// <summary>A target in the words of a document: <c>&gt;95%</c>, <c>&lt; 5%</c>, <c>&lt;24h (high priority)</c>.</summary>
/// <param name="IsAtLeast">True: the figure shall lie above the bound; false: below it.</param>
/// <param name="Bound">In percent or hours.</param>
/// <param name="Priority">The priority of the changes that it is about; null: all.</param>
internal sealed partial record MetricTarget(bool IsAtLeast, double Bound, string? Priority)
{
    /// <summary>Null of words that give no bound, such as "Per risk level".</summary>
    public static MetricTarget? Read(string? words) => words is not null && Form().Match(words) is { Success: true } match
        ? new MetricTarget(
            match.Groups["sign"].Value == ">",
            double.Parse(match.Groups["bound"].Value, CultureInfo.InvariantCulture),
            match.Groups["priority"] is { Success: true } priority ? priority.Value : null)
        : null;

    /// <summary>True if the figure is on the right side of the bound.</summary>
    public bool IsMetBy(double figure) => IsAtLeast ? figure > Bound : figure < Bound;

    [GeneratedRegex(
        @"^(?<sign>[<>])\s*(?<bound>\d+)(%|h)(\s*\((?<priority>\w+) priority\))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
