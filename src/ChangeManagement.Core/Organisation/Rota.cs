using System.Collections.Immutable;
using ChangeManagement.Calendars;
using NodaTime;

namespace ChangeManagement.Organisation;

/// <summary>Who is on call when. The shift that began last counts.</summary>
/// <param name="Name">For example <c>platform</c>.</param>
/// <param name="Zone">The zone of its hand-overs: they stay at the same local time when the clocks change.</param>
/// <param name="Shifts">The shifts in order of their beginning.</param>
public sealed record Rota(string Name, DateTimeZone Zone, ImmutableArray<Shift> Shifts)
{
    /// <summary>Id of the person on call.</summary>
    public string OnCall(DateTimeOffset at)
    {
        var local = at.In(Zone).LocalDateTime;
        var shift = Shifts.LastOrDefault(shift => shift.From <= local) ?? Shifts[0];
        return shift.OnCall(local);
    }

    /// <summary>Everyone who is ever on call.</summary>
    public IEnumerable<string> People => Shifts.SelectMany(shift => shift.People).Distinct(StringComparer.Ordinal);
}

/// <summary>People who take turns.</summary>
/// <param name="From">The first hand-over, local to the rota's zone.</param>
/// <param name="Days">How many days a turn lasts.</param>
/// <param name="People">Ids of the people in the order of their turns; never empty.</param>
public sealed record Shift(LocalDateTime From, int Days, ImmutableArray<string> People)
{
    internal string OnCall(LocalDateTime local)
    {
        var days = Period.Between(From.Date, local.Date, PeriodUnits.Days).Days - (local.TimeOfDay < From.TimeOfDay ? 1 : 0);
        var turn = (int)Math.Floor((double)days / Days);
        return People[(turn % People.Length + People.Length) % People.Length];
    }
}
