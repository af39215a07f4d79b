using NodaTime;
using NodaTime.Extensions;

namespace ChangeManagement.Calendars;

/// <summary>The way between UTC instants, which the product speaks, and local times of a zone, which policies speak.</summary>
internal static class LocalTimes
{
    public static ZonedDateTime In(this DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone);

    /// <summary>A local time that the clock skips counts as the moment after the skip; one that happens twice is the first.</summary>
    public static DateTimeOffset In(this LocalDateTime local, DateTimeZone zone) =>
        local.InZoneLeniently(zone).ToInstant().ToDateTimeOffset();

    public static LocalTime ToLocalTime(this TimeOnly time) => LocalTime.FromTicksSinceMidnight(time.Ticks);

    public static LocalDate ToLocalDate(this DateOnly date) => new(date.Year, date.Month, date.Day);

    public static DateOnly ToDateOnly(this LocalDate date) => new(date.Year, date.Month, date.Day);

    public static DayOfWeek ToDayOfWeek(this IsoDayOfWeek day) => IsoDayOfWeekExtensions.ToDayOfWeek(day);
}
