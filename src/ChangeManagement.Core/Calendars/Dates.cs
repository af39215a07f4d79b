using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>Local dates.</summary>
public static class Dates
{
    /// <summary>The date of an instant in a zone of the tz database; UTC without one.</summary>
    public static DateOnly In(DateTimeOffset at, string? zone) =>
        at.In(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "UTC") ?? DateTimeZone.Utc).Date.ToDateOnly();
}
