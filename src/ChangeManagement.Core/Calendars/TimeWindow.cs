using System.Collections.Immutable;
using ChangeManagement.Policies;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>A stretch of time, UTC; <paramref name="End"/> is exclusive.</summary>
public readonly record struct TimeWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>Arithmetic on stretches of time.</summary>
internal static class TimeWindows
{
    public static TimeWindow DayOf(LocalDate date, DateTimeZone zone) =>
        new(Start(date, zone), Start(date.PlusDays(1), zone));

    private static DateTimeOffset Start(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant().ToDateTimeOffset();

    public static TimeWindow On(this WeeklySlot slot, LocalDate date, DateTimeZone zone) =>
        new((date + slot.From.ToLocalTime()).In(zone), slot.EndOn(date, zone));

    public static DateTimeOffset EndOn(this WeeklySlot slot, LocalDate date, DateTimeZone zone) =>
        slot.To == TimeOnly.MinValue ? DayOf(date, zone).End : (date + slot.To.ToLocalTime()).In(zone);

    public static ImmutableArray<TimeWindow> Both(ImmutableArray<TimeWindow> one, ImmutableArray<TimeWindow> other) =>
        [.. from a in one
            from b in other
            let start = a.Start > b.Start ? a.Start : b.Start
            let end = a.End < b.End ? a.End : b.End
            where start < end
            select new TimeWindow(start, end)];

    /// <summary>The windows in order, those that touch joined.</summary>
    public static IEnumerable<TimeWindow> Joined(this IEnumerable<TimeWindow> windows)
    {
        TimeWindow? open = null;
        foreach (var window in windows.OrderBy(window => window.Start))
        {
            if (open is { } current && window.Start <= current.End)
            {
                open = current with { End = window.End > current.End ? window.End : current.End };
                continue;
            }

            if (open is { } closed)
            {
                yield return closed;
            }

            open = window;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
