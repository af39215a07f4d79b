using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>The clocks of requirements that have a deadline of their own.</summary>
internal static class Duties
{
    // Half of the time is left to act on a reminder.
    private const double ReminderFraction = 0.5;

    /// <summary>The deadlines that begin to run now.</summary>
    public static ImmutableArray<DutyDeadline> Starting(
        ClockStart start, IEnumerable<Requirement> requirements, Policy policy, DateTimeOffset now) =>
    [
        .. from requirement in requirements
           where requirement.ClockStarts == start && requirement.Within is not null && requirement.Blocks
           let due = policy.Deadline(requirement.Within!, now)
           select new DutyDeadline(requirement.Kind, requirement.Name, now + ((due - now) * ReminderFraction), due),
    ];

    /// <summary>Work that failed or was undone has ended too: what counts from its end and does not run yet begins to.</summary>
    public static ImmutableArray<DutyDeadline> AtTheEndOfTheWork(Change change, Circumstances circumstances) =>
        Starting(
            ClockStart.Completed,
            change.Requirements.Where(requirement => !change.Clocks.ContainsKey(RequirementKey.Of(requirement))),
            circumstances.Policy,
            circumstances.Now);
}
