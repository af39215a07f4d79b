using System.Globalization;

namespace ChangeManagement.Calendars;

/// <summary>A period that a document counts in calendar units, such as a retention of 3 years.</summary>
public readonly record struct CalendarPeriod(int Years, int Months, int Days)
{
    /// <summary>The moment that lies this period after another.</summary>
    public DateTimeOffset After(DateTimeOffset start) => start.AddYears(Years).AddMonths(Months).AddDays(Days);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Words(Years, "year").Concat(Words(Months, "month")).Concat(Words(Days, "day")));

    /// <summary>Reads <c>3 years</c>, <c>1 month</c>, <c>2 weeks</c> or <c>90 days</c>.</summary>
    public static bool TryParse(string text, out CalendarPeriod period)
    {
        period = default;
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var digits, var unit]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 1000)
        {
            return false;
        }

        period = unit switch
        {
            "year" or "years" => new CalendarPeriod(count, 0, 0),
            "month" or "months" => new CalendarPeriod(0, count, 0),
            "week" or "weeks" => new CalendarPeriod(0, 0, 7 * count),
            "day" or "days" => new CalendarPeriod(0, 0, count),
            _ => default,
        };
        return period != default;
    }

    private static IEnumerable<string> Words(int count, string unit) => count switch
    {
        0 => [],
        1 => [$"1 {unit}"],
        _ => [$"{count} {unit}s"],
    };
}
