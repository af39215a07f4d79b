using System.Globalization;

namespace ChangeManagement.Policies;

/// <summary>Points in time as callers write them: with their offset, because without one they mean another instant on every host.</summary>
public static class Instants
{
    /// <summary>What is wrong with a text that is none, as the end of a sentence that begins with its name.</summary>
    public const string Objection = "must be a point in time with its offset, such as 2026-01-31T06:00:00-05:00 or 2026-01-31T11:00:00Z";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>The point in time of a text, in UTC; null if it is none, has no offset, or lies outside the years 2000 to 2199.</summary>
    public static DateTimeOffset? Read(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && at.Year is >= 2000 and < 2200
            ? at.ToUniversalTime()
            : null;
}
