using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Starts the work, or schedules it when <paramref name="At"/> is in the future.</summary>
/// <param name="Plan">The implementation plan, if it comes only now; empty otherwise.</param>
/// <param name="At">When to start; null or past: now.</param>
/// <param name="MaintenanceWindow">True if users were told of an interruption.</param>
/// <param name="AverageTime">The average implementation time known; null: none yet.</param>
public sealed record Implement(string Plan, DateTimeOffset? At, bool MaintenanceWindow, TimeSpan? AverageTime) : ChangeCommand
{
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(400);

    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State is not ChangeState.Approved)
        {
            return new Refusal.WrongState("implement", change.State.Name, NextStep(change.State));
        }

        if (!Participants.MayImplement(circumstances.Actor, change, circumstances))
        {
            return new Refusal.NotYourTask("implement", string.Join(", ", Participants.ImplementerRoles(change)));
        }

        var amended = PlanAsAmendment(change);
        var planned = amended is null ? change : ChangeFold.Apply(change, change.Number, amended, circumstances.Actor, circumstances.Now);
        var start = At is { } at && at > circumstances.Now ? at : circumstances.Now;
        if (start - circumstances.Now > FarthestAhead)
        {
            return new Refusal.BadInput("scheduled_time is more than 400 days ahead; choose a nearer one.");
        }

        if (GateRefusal(planned, start, circumstances) is { } refusal)
        {
            return refusal;
        }

        ChangeEvent begins = start > circumstances.Now
            ? new ChangeEvent.Scheduled(start, planned.Facts.Instant("scheduled_end"), MaintenanceWindow)
            : Started(planned, circumstances.Actor.ToString(), circumstances);
        return amended is null ? Decision.Accept(begins) : Decision.Accept(amended, begins);
    }

    /// <summary>Why the work may not start then; null: it may.</summary>
    internal static Refusal? GateRefusal(Change change, DateTimeOffset start, Circumstances circumstances)
    {
        if (change.Open(Gate.Implement).ToImmutableArray() is { Length: > 0 } missing)
        {
            return new Refusal.GateShut(Gate.Implement, missing);
        }

        return circumstances.Policy.ImplementationBan(change.Assessment, start) is { } ban
            ? new Refusal.OutsideWindow(ban.Message, circumstances.Policy.NextWindow(change.Assessment, start)?.Start)
            : null;
    }

    /// <summary>The work begins now.</summary>
    internal ChangeEvent.ImplementationStarted Started(Change change, string implementer, Circumstances circumstances) => new(
        implementer,
        Plan,
        MaintenanceWindow,
        circumstances.Now + (AverageTime ?? circumstances.Policy.ImplementationTime),
        Duties.Starting(ClockStart.ImplementationStarted, change.Requirements, circumstances.Policy, circumstances.Now));

    private ChangeEvent.Amended? PlanAsAmendment(Change change) => Plan.Length == 0 || change.Facts.Text("implementation_plan") == Plan
        ? null
        : new ChangeEvent.Amended(
            new Facts(Facts.None.Values.Add("implementation_plan", new FactValue.Text(Plan))), Assessment: null, NewKind: false);

    private static string NextStep(ChangeState state) => state switch
    {
        ChangeState.AwaitingApproval => "Wait for its approval.",
        ChangeState.OnHold => "Resume it first.",
        ChangeState.Implementing => "Complete it when the work is done.",
        _ => "Submit a new change if more is to be done.",
    };
}
