using System.Collections.Immutable;
using ChangeManagement.Calendars;
using NodaTime;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads what says a time: allowances, zones, slots of the week.</summary>
internal static class YamlTimes
{
    /// <summary><c>24h</c>, <c>3 business days</c>, <c>next cab</c>.</summary>
    public static Allowance? Allowance(this YamlNode node)
    {
        var text = node.Text();
        if (text.Length > 0 && !Policies.Allowance.TryParse(text, out _))
        {
            node.Fail($"'{text}' is no time: write 15m, 24h, 7d, 3 business days or next cab");
        }

        return Policies.Allowance.TryParse(text, out var allowance) ? allowance : null;
    }

    /// <summary>Wall-clock time only: <c>30m</c>, <c>2h</c>, <c>90d</c>.</summary>
    public static TimeSpan Elapsed(this YamlNode node)
    {
        var text = node.Text();
        if (Policies.Allowance.TryParse(text, out var allowance) && allowance is Allowance.Elapsed(var time))
        {
            return time;
        }

        node.Fail($"'{text}' is no length of time: write 30m, 2h or 90d");
        return TimeSpan.Zero;
    }

    /// <summary><c>3 years</c>, <c>1 month</c>, <c>90 days</c>.</summary>
    public static CalendarPeriod Period(this YamlNode node)
    {
        var text = node.Text();
        if (CalendarPeriod.TryParse(text, out var period))
        {
            return period;
        }

        node.Fail($"'{text}' is no period: write 3 years, 1 month or 90 days");
        return new CalendarPeriod(0, 0, 0);
    }

    /// <summary>A zone of the tz database: <c>America/New_York</c>.</summary>
    public static DateTimeZone Zone(this YamlNode node)
    {
        var id = node.Name("time zone", DateTimeZoneProviders.Tzdb.Ids);
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? DateTimeZone.Utc;
    }

    /// <summary><c>mon-fri</c>, <c>wed</c> or a list of these.</summary>
    public static ImmutableSortedSet<DayOfWeek> Days(this YamlNode node) =>
        [.. node.Items().SelectMany(item =>
        {
            if (WeekWords.TryDays(item.Text(), out var days))
            {
                return days;
            }

            item.Fail("write days as mon, tue, wed, thu, fri, sat, sun or as a range such as mon-fri");
            return [];
        })];

    /// <summary><c>09:00-17:00</c>; an end of 24:00 is midnight.</summary>
    public static (TimeOnly From, TimeOnly To) Hours(this YamlNode node)
    {
        if (WeekWords.TryHours(node.Text(), out var hours))
        {
            return hours;
        }

        node.Fail("write hours as 09:00-17:00, the end after the start");
        return (new TimeOnly(9, 0), new TimeOnly(17, 0));
    }

    /// <summary><c>tue 06:00-10:00</c> or <c>mon-thu 06:00-10:00</c>, one or a list.</summary>
    public static ImmutableArray<WeeklySlot> Slots(this YamlNode node) =>
        [.. node.Items().SelectMany(item =>
        {
            if (WeekWords.TrySlots(item.Text(), out var slots))
            {
                return slots;
            }

            item.Fail("write a window as tue 06:00-10:00 or mon-thu 06:00-10:00, the end after the start");
            return [];
        })];
}
