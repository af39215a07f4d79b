using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Policies;

namespace ChangeManagement.Calendars;

/// <summary>The words in which policies speak of days and hours: <c>mon-fri</c>, <c>09:00-17:00</c>, <c>tue 06:00-10:00</c>.</summary>
internal static class WeekWords
{
    private static readonly ImmutableArray<string> DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static bool TryDays(string text, out ImmutableArray<DayOfWeek> days)
    {
        days = text.Split('-', StringSplitOptions.TrimEntries) switch
        {
            [var day] when Index(day) is >= 0 and var only => [(DayOfWeek)only],
            [var first, var last] when Index(first) is >= 0 and var from && Index(last) is >= 0 and var to => Range(from, to),
            _ => [],
        };
        return days.Length > 0;
    }

    public static bool TryHours(string text, out (TimeOnly From, TimeOnly To) hours)
    {
        hours = default;
        return text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
            && TryTime(from, out hours.From)
            && (to == "24:00" || TryTime(to, out hours.To))
            && (hours.To == TimeOnly.MinValue || hours.To > hours.From);
    }

    public static bool TrySlots(string text, out ImmutableArray<WeeklySlot> slots)
    {
        slots = text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var day, var time]
            && TryDays(day, out var days) && TryHours(time, out var hours)
                ? [.. days.Select(each => new WeeklySlot(each, hours.From, hours.To))]
                : [];
        return slots.Length > 0;
    }

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static int Index(string day) => DayNames.IndexOf(day);

    private static ImmutableArray<DayOfWeek> Range(int from, int to) =>
        [.. Enumerable.Range(from, (to - from + 7) % 7 + 1).Select(day => (DayOfWeek)(day % 7))];
}
