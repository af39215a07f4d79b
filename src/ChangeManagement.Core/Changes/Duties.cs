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

    /// <summary>
    /// The deadlines of what is asked only now although its clock would have begun before: it runs from now, because nobody can be late with
    /// what was not asked. A clock that runs already is only replaced by a nearer one.
    /// </summary>
    public static ImmutableArray<DutyDeadline> Late(Change change, IEnumerable<Requirement> requirements, Policy policy, DateTimeOffset now)
    {
        var asked = requirements.ToList();
        return
        [
            .. from start in Enum.GetValues<ClockStart>()
               where HasBegun(start, change)
               from deadline in Starting(start, asked, policy, now)
               where !change.Clocks.TryGetValue(new RequirementKey(deadline.Kind, deadline.Name), out var running) || deadline.Due < running.Due
               select deadline,
        ];
    }

    private static bool HasBegun(ClockStart start, Change change) => start switch
    {
        ClockStart.Submitted => true,
        ClockStart.ImplementationStarted => change.StartedAt is not null,
        ClockStart.Completed => change.IsWorkOver,
        ClockStart.RolledBack => change.State is ChangeState.RolledBack,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Work that failed or was undone has ended too: what counts from its end and does not run yet begins to.</summary>
    public static ImmutableArray<DutyDeadline> AtTheEndOfTheWork(Change change, Circumstances circumstances) =>
        Starting(
            ClockStart.Completed,
            change.Requirements.Where(requirement => !change.Clocks.ContainsKey(RequirementKey.Of(requirement))),
            circumstances.Policy,
            circumstances.Now);
}
