using System.Collections.Immutable;

namespace ChangeManagement.Organisation;

/// <summary>A person of the directory.</summary>
/// <param name="Id">Lower-case letters, digits and dashes; never reused, and never an address.</param>
/// <param name="Name">What people read.</param>
/// <param name="Mail">The address for notifications.</param>
/// <param name="Teams">The Teams address; null: none.</param>
/// <param name="Manager">Id of the manager; null: none.</param>
/// <param name="Deputy">Id of who stands in; null: nobody.</param>
/// <param name="Zone">The tz database zone in which times are shown to the person and read of them; null: UTC.</param>
/// <param name="Absences">When the person is away.</param>
public sealed record Person(
    string Id,
    string Name,
    string Mail,
    string? Teams,
    string? Manager,
    string? Deputy,
    string? Zone,
    ImmutableArray<Absence> Absences)
{
    /// <summary>The absence that covers the instant, by dates of the person's zone (UTC without one); null: the person is there.</summary>
    public Absence? AbsenceAt(DateTimeOffset at)
    {
        if (Absences.IsEmpty)
        {
            return null;
        }

        var today = Calendars.Dates.In(at, Zone);
        return Absences.FirstOrDefault(absence => today >= absence.From && today <= absence.To);
    }
}

/// <summary>Days on which a person is away, both inclusive.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Deputy">Who stands in meanwhile; null: the person's usual deputy.</param>
public sealed record Absence(DateOnly From, DateOnly To, string? Deputy);
