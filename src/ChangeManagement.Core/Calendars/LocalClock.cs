using System.Globalization;
using System.Text.RegularExpressions;
using ChangeManagement.Organisation;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>
/// The clock on one person's wall: writes instants in the person's zone with UTC beside it, and reads what the person wrote in the same
/// zone. Who has no zone reads UTC.
/// </summary>
public sealed partial class LocalClock
{
    private readonly DateTimeZone zone;

    private LocalClock(string? zone) => this.zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "UTC") ?? DateTimeZone.Utc;

    /// <summary>For readers who are no persons of the directory.</summary>
    public static LocalClock Utc { get; } = new(zone: null);

    /// <summary>The zone by its name in the tz database, as labels of forms show it.</summary>
    public string Zone => IsUtc ? "UTC" : zone.Id;

    private bool IsUtc => zone.GetUtcOffset(Instant.MinValue) == Offset.Zero && zone.MinOffset == zone.MaxOffset && zone.MaxOffset == Offset.Zero;

    /// <summary>The clock of a person; null: nobody in particular.</summary>
    public static LocalClock Of(Person? person) => person?.Zone is { } zone ? new LocalClock(zone) : Utc;

    /// <summary><c>21 Nov 2026, 22:47 EST · 22 Nov, 03:47 UTC</c>; where the date is the same it is said once.</summary>
    public string Words(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        if (IsUtc)
        {
            return Written(utc, "d MMM yyyy, HH:mm 'UTC'");
        }

        var local = at.In(zone);
        var here = local.ToDateTimeUnspecified();
        return $"{Written(here, "d MMM yyyy, HH:mm")} {local.GetZoneInterval().Name} · {Written(utc, here.Date == utc.Date ? "HH:mm 'UTC'" : "d MMM, HH:mm 'UTC'")}";
    }

    /// <summary>
    /// A sentence of the product as the person reads it. Whatever is also said to machines writes instants as <c>2026-11-22 03:47 UTC</c>;
    /// each is put in <see cref="Words"/>.
    /// </summary>
    public string Localize(string sentence) => IsUtc ? sentence : InstantInText().Replace(sentence, found =>
        DateTimeOffset.TryParseExact(
            found.Value, "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Words(at)
            : found.Value);

    /// <summary>The instant of a local time of the zone. One that the clock skips counts as the moment after; one that comes twice is the first.</summary>
    public DateTimeOffset Read(DateTime local) => LocalDateTime.FromDateTime(local).In(zone);

    private static string Written(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstantInText();
}
