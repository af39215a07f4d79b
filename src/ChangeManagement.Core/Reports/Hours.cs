using System.Globalization;

namespace ChangeManagement.Reports;

/// <summary>Times as 001's report writes them.</summary>
public static class Hours
{
    /// <summary>Hours with one decimal at most: <c>18h</c>, <c>2.5h</c>; null of null.</summary>
    public static string? Words(TimeSpan? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(known.TotalHours, 1):0.#}h") : null;
}
