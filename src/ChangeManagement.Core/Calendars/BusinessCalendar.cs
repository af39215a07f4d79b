using System.Collections.Immutable;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>A day on which nobody works.</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>When people work, as one policy says: which days and hours of which zone, without which holidays.</summary>
public sealed record BusinessCalendar
{
    /// <summary>The policy's zone; every local time of the policy is a time of this zone.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The days of the week on which people work; never empty.</summary>
    public required ImmutableSortedSet<DayOfWeek> Days { get; init; }

    /// <summary>When the day opens.</summary>
    public required TimeOnly Opens { get; init; }

    /// <summary>When the day closes, exclusive; 00:00 is midnight at its end.</summary>
    public required TimeOnly Closes { get; init; }

    /// <summary>The days off.</summary>
    public ImmutableArray<Holiday> Holidays { get; init; } = [];

    /// <summary>Where these choices come from.</summary>
    public string? Source { get; init; }

    /// <summary>Why, where they are a decision of the product.</summary>
    public string? Reason { get; init; }

    /// <summary>True during the opening hours of a business day.</summary>
    public bool IsBusinessTime(DateTimeOffset at)
    {
        var local = at.In(Zone);
        return IsBusinessDay(local.Date) && IsOpen(local.TimeOfDay);
    }

    /// <summary>
    /// The moment that lies so many business days later, at the same time of day. A start outside the opening hours counts from the next
    /// opening, so a request of Saturday has until Tuesday's opening when it is given one business day.
    /// </summary>
    public DateTimeOffset AddBusinessDays(DateTimeOffset start, int days)
    {
        var local = start.In(Zone).LocalDateTime;
        if (!IsBusinessDay(local.Date) || !IsOpen(local.TimeOfDay))
        {
            local = NextOpening(local);
        }

        var date = local.Date;
        for (var left = days; left > 0; left--)
        {
            date = NextBusinessDay(date);
        }

        return (date + local.TimeOfDay).In(Zone);
    }

    private LocalDateTime NextOpening(LocalDateTime local)
    {
        var opens = Opens.ToLocalTime();
        var opensToday = IsBusinessDay(local.Date) && local.TimeOfDay < opens;
        return (opensToday ? local.Date : NextBusinessDay(local.Date)) + opens;
    }

    private LocalDate NextBusinessDay(LocalDate date)
    {
        // A year and a half of holidays in a row would be a broken file; the bound only keeps a hostile one from looping for ever.
        for (var tries = 0; tries < 600; tries++)
        {
            date = date.PlusDays(1);
            if (IsBusinessDay(date))
            {
                return date;
            }
        }

        return date;
    }

    private bool IsOpen(LocalTime time) =>
        time >= Opens.ToLocalTime() && (Closes == TimeOnly.MinValue || time < Closes.ToLocalTime());

    private bool IsBusinessDay(LocalDate date) =>
        Days.Contains(date.DayOfWeek.ToDayOfWeek()) && !Holidays.Any(holiday => holiday.Date == date.ToDateOnly());
}
