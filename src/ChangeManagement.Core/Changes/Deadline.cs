using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>
/// Something that time will cause in a change. The workflow sleeps until the earliest; the page shows them as what comes next.
/// </summary>
/// <param name="At">When, UTC.</param>
/// <param name="Subject">What it belongs to; with the step its identity.</param>
public abstract record Deadline(DateTimeOffset At, string Subject)
{
    /// <summary>Prefix of the subject of a stage, which its name follows.</summary>
    public const string StagePrefix = "stage:";

    /// <summary>The subject of the question whether to roll back.</summary>
    public const string RollbackSubject = "rollback-decision";

    private const string DutyPrefix = "duty:";

    /// <summary>A step of chasing the seats of a stage.</summary>
    public sealed record StageChase(DateTimeOffset At, string Stage, int Step, ChaseStep What) : Deadline(At, StagePrefix + Stage);

    /// <summary>An answer can no longer be taken back, and counts.</summary>
    public sealed record AnswerStands(DateTimeOffset At, string Stage, string Seat, string Person) : Deadline(At, StagePrefix + Stage);

    /// <summary>The owner of something owed is reminded.</summary>
    public sealed record DutyReminder(DateTimeOffset At, RequirementKey Duty) : Deadline(At, SubjectOf(Duty));

    /// <summary>Something owed is late.</summary>
    public sealed record DutyOverdue(DateTimeOffset At, RequirementKey Duty) : Deadline(At, SubjectOf(Duty));

    /// <summary>The work is to begin.</summary>
    public sealed record ScheduledStart(DateTimeOffset At) : Deadline(At, "schedule");

    /// <summary>The time of watching ends.</summary>
    public sealed record MonitoringEnd(DateTimeOffset At) : Deadline(At, "monitoring");

    /// <summary>The decision whether to roll back is late.</summary>
    public sealed record RollbackDecisionDue(DateTimeOffset At, int Step) : Deadline(At, RollbackSubject);

    /// <summary>Every deadline that is still to come or was not yet noticed, the earliest first.</summary>
    public static IReadOnlyList<Deadline> Of(Change change) =>
        change.State.IsEnded || change.State is ChangeState.OnHold ? [] : [.. All(change).OrderBy(deadline => deadline.At)];

    /// <summary>The answers that can no longer be taken back at the time but were not counted yet, the first first.</summary>
    internal static IEnumerable<AnswerStands> AnswersThatStand(Change change, DateTimeOffset at) =>
        change.State.IsEnded || change.State is ChangeState.OnHold ? [] : Answers(change).Where(answer => answer.At <= at).OrderBy(answer => answer.At);

    internal static string SubjectOf(RequirementKey duty) => $"{DutyPrefix}{duty.Kind}:{duty.Name}";

    /// <summary>The requirement that the subject of a duty names.</summary>
    public static RequirementKey DutyOf(string subject)
    {
        var parts = subject.Split(':', 3);
        return new RequirementKey(Enum.Parse<RequirementKind>(parts[1]), parts[2]);
    }

    /// <summary>What an approver asked for holds even if the stage was decided meanwhile without them.</summary>
    private static IEnumerable<AnswerStands> Answers(Change change) =>
        from stage in change.Stages
        where stage.Status is not StageStatus.Withheld
        from answer in stage.Answers
        where answer.StandsFrom is not null
        select new AnswerStands(answer.StandsFrom!.Value, stage.Definition.Name, answer.Seat, answer.Person);

    private static IEnumerable<Deadline> All(Change change)
    {
        foreach (var stage in change.Stages.Where(stage => stage.Status is StageStatus.Open))
        {
            for (var step = stage.ChasesMade; step < stage.Chases.Length; step++)
            {
                yield return new StageChase(stage.Chases[step].At, stage.Definition.Name, step, stage.Chases[step].Step);
            }
        }

        foreach (var answer in Answers(change))
        {
            yield return answer;
        }

        foreach (var (duty, clock) in change.Clocks.Where(pair => change.Requirements.Any(requirement =>
                     RequirementKey.Of(requirement) == pair.Key && !change.IsMet(requirement))))
        {
            if (!clock.Reminded && clock.Remind < clock.Due)
            {
                yield return new DutyReminder(clock.Remind, duty);
            }

            if (!clock.Escalated)
            {
                yield return new DutyOverdue(clock.Due, duty);
            }
        }

        if (change.State is ChangeState.Approved && change.ScheduledStart is { } start)
        {
            yield return new ScheduledStart(start);
        }

        if (change.MonitoredUntil is { } until)
        {
            yield return new MonitoringEnd(until);
        }

        if (change.Rollback is { RollBack: null } decision && decision.Escalations < RollbackClock.MostEscalations)
        {
            yield return new RollbackDecisionDue(decision.Limit, decision.Escalations);
        }
    }
}
