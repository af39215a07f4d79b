using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>What follows from the facts alone, one event at a time: stages that open, end or are decided, and closure.</summary>
internal static class Implications
{
    /// <summary>The next implied event; null when the facts imply no more.</summary>
    public static ChangeEvent? Next(Change change, Circumstances circumstances)
    {
        if (change.State.IsEnded || change.State is ChangeState.OnHold)
        {
            return null;
        }

        if (Deadline.AnswersThatStand(change, circumstances.Now).FirstOrDefault() is { } answer)
        {
            return new ChangeEvent.AnswerStands(answer.Stage, answer.Seat, answer.Person);
        }

        if (change.OpenStage is { } open && Verdict(open) is { } approved)
        {
            return approved ? new ChangeEvent.StageApproved(open.Definition.Name) : Refuse(open);
        }

        if (change.OpenStage is { } waiting && Seating.OutOfReach(waiting, change, circumstances) is { } seat)
        {
            return Withhold(waiting, $"Nobody is left who could fill the seat '{seat}'.");
        }

        if (change.OpenStage is null && change.Stages.FirstOrDefault(stage => IsDue(stage, change)) is { } next)
        {
            return Open(next.Definition, change, circumstances);
        }

        return change.State switch
        {
            ChangeState.AwaitingApproval => Approved(change),
            ChangeState.Completed or ChangeState.Failed or ChangeState.RolledBack => Closed(change, circumstances),
            ChangeState.Implementing => WithheldDecision(change, circumstances),
            _ => null,
        };
    }

    /// <summary>True: approved; false: out of reach; null: still open.</summary>
    internal static bool? Verdict(StageProgress stage)
    {
        var definition = stage.Definition;
        if (stage.Counted.FirstOrDefault(answer => Decides(definition, answer)) is { } deciding)
        {
            return deciding.Approves;
        }

        if (definition.DecidedBy is not null)
        {
            return null;
        }

        var approvals = stage.Counted.Count(answer => answer.Approves);
        var refusals = stage.Counted.Count() - approvals;
        return approvals >= stage.Quorum ? true
            : refusals > definition.Seats.Length - stage.Quorum ? false
            : null;
    }

    private static bool Decides(ApprovalStage stage, SeatAnswer answer) =>
        answer.Role == stage.DecidedBy || answer.Seat.StartsWith(Seating.EscalatedSeat, StringComparison.Ordinal);

    private static ChangeEvent Refuse(StageProgress stage)
    {
        var refusal = stage.Counted.Last(answer => !answer.Approves);
        return Withhold(stage, $"{refusal.Person} rejected as {refusal.Seat}: {refusal.Comments}");
    }

    private static ChangeEvent Withhold(StageProgress stage, string reason) => stage.Definition.Before is Gate.Close
        ? new ChangeEvent.ApprovalWithheld(stage.Definition.Name, reason)
        : new ChangeEvent.Rejected(reason);

    private static bool IsDue(StageProgress stage, Change change) => stage.Status is StageStatus.Waiting
        && (stage.Definition.Before is Gate.Approve or Gate.Implement
            ? change.State is ChangeState.AwaitingApproval
            : !change.State.IsBeforeWork);

    private static ChangeEvent.StageOpened Open(ApprovalStage stage, Change change, Circumstances circumstances)
    {
        // An approval after an emergency is owed from its beginning, whenever the work ended.
        var from = change.Assessment.Kind is WorkflowKind.Emergency ? change.AssessedAt : circumstances.Now;
        var due = circumstances.Policy.Deadline(stage.Within, from);
        var chases = stage.Chases.Select(chase => new TimedChase(
            chase.Fraction is { } fraction ? from + ((due - from) * fraction) : circumstances.Policy.Deadline(chase.After!, due),
            chase.Step));
        return new ChangeEvent.StageOpened(stage.Name, due, [.. chases.OrderBy(chase => chase.At)]);
    }

    private static ChangeEvent.Approved? Approved(Change change) =>
        change.StagesBeforeWork.All(stage => stage.Status is StageStatus.Approved) && !change.Open(Gate.Approve).Any()
            ? new ChangeEvent.Approved()
            : null;

    private static ChangeEvent? Closed(Change change, Circumstances circumstances)
    {
        if (WithheldDecision(change, circumstances) is { } decision)
        {
            return decision;
        }

        var isDecided = change.Rollback is null or { RollBack: not null };
        var isOwedNothing = !change.Open(Gate.Close).Any()
            && change.Stages.All(stage => stage.Status is StageStatus.Approved or StageStatus.Withheld);
        return isDecided && isOwedNothing && change.MonitoredUntil is null ? new ChangeEvent.Closed(OutcomeOf(change.State)) : null;
    }

    /// <summary>
    /// An approval that was refused after the fact asks whether to roll back, whatever was decided before; it never undoes by itself. A graver
    /// question that is open is decided first.
    /// </summary>
    private static ChangeEvent.RollbackDecisionOpened? WithheldDecision(Change change, Circumstances circumstances) =>
        change is { IsWithheldUnasked: true, State: not ChangeState.RolledBack }
            ? RollbackClock.Ask(Severity.High, $"The change is unapproved. {change.Reason}", change, circumstances)
            : null;

    private static Outcome OutcomeOf(ChangeState state) => state switch
    {
        ChangeState.Completed => Outcome.Successful,
        ChangeState.Failed => Outcome.Failed,
        ChangeState.RolledBack => Outcome.RolledBack,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
