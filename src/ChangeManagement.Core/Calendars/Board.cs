using System.Collections.Immutable;
using ChangeManagement.Policies;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>A board that meets once a week; <c>next cab</c> is the end of its next meeting.</summary>
public sealed record Board(string Name, WeeklySlot Meets, string? Source)
{
    /// <summary>How soon it convenes for an emergency; null: the document does not say.</summary>
    public TimeSpan? EmergencyWithin { get; init; }

    /// <summary>The points of a regular meeting, in order; empty: the document does not say.</summary>
    public ImmutableArray<string> Agenda { get; init; } = [];

    /// <summary>The first meeting that begins at or after the instant, in UTC.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) NextMeeting(DateTimeOffset from, DateTimeZone zone)
    {
        var date = from.In(zone).Date;
        while (true)
        {
            var start = (date + Meets.From.ToLocalTime()).In(zone);
            if (date.DayOfWeek.ToDayOfWeek() == Meets.Day && start >= from)
            {
                return (start, Meets.EndOn(date, zone));
            }

            date = date.PlusDays(1);
        }
    }
}
