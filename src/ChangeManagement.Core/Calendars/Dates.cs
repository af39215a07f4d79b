using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>Local dates and times of day.</summary>
public static class Dates
{
    /// <summary>The date of an instant in a zone of the tz database; UTC without one.</summary>
    public static DateOnly In(DateTimeOffset at, string? zone) =>
        at.In(ZoneOf(zone)).Date.ToDateOnly();

    /// <summary>The time of day of an instant in a zone of the tz database; UTC without one.</summary>
    public static TimeOnly TimeIn(DateTimeOffset at, string? zone) => TimeOnly.FromTimeSpan(TimeSpan.FromTicks(at.In(ZoneOf(zone)).TickOfDay));

    private static DateTimeZone ZoneOf(string? zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "UTC") ?? DateTimeZone.Utc;
}
