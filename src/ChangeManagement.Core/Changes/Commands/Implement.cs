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
    private const string PlanField = "implementation_plan";

    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(400);

    // A schedule that names no end is kept if the work begins within a day of it.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

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

        if (NotAsApproved(change, circumstances) is { } otherwise)
        {
            return otherwise;
        }

        if (WithPlan(change, circumstances) is not Decision.Accepted(var filled))
        {
            return WithPlan(change, circumstances);
        }

        var planned = filled.Aggregate(change, (before, @event) => ChangeFold.Apply(before, change.Number, @event, circumstances.Actor, circumstances.Now));
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
        return Decision.Accept([.. filled, begins]);
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

    private Decision WithPlan(Change change, Circumstances circumstances) => Plan.Length == 0 || change.Facts.Text(PlanField) == Plan
        ? Decision.Accept()
        : LateFacts.Say(change, new Facts(Facts.None.Values.Add(PlanField, new FactValue.Text(Plan))), circumstances);

    /// <summary>Where plan and schedule are material, the work is what was approved, at the time that was approved (A5).</summary>
    private Refusal? NotAsApproved(Change change, Circumstances circumstances)
    {
        var material = circumstances.Policy.Material;
        if (material.Contains(PlanField) && Plan.Length > 0 && change.Facts.Says(PlanField) && change.Facts.Text(PlanField) != Plan)
        {
            return new Refusal.ApprovedOtherwise(
                "the implementation plan of the request", "Leave 'implementation_plan' out, or amend the change and have it approved again.");
        }

        if (!material.Contains("scheduled_start") || change.Assessment.Kind is WorkflowKind.Emergency
            || change.Facts.Instant("scheduled_start") is not { } from)
        {
            return null;
        }

        var to = change.Facts.Instant("scheduled_end") ?? from + LongestDelay;
        var start = At is { } at && at > circumstances.Now ? at : circumstances.Now;
        return start >= from && start <= to ? null : new Refusal.ApprovedOtherwise(
            $"a start between {from:yyyy-MM-dd HH:mm} and {to:yyyy-MM-dd HH:mm} UTC",
            "Send a 'scheduled_time' within it, or amend the change and have it approved again.");
    }

    private static string NextStep(ChangeState state) => state switch
    {
        ChangeState.AwaitingApproval => "Wait for its approval.",
        ChangeState.OnHold => "Resume it first.",
        ChangeState.Implementing => "Complete it when the work is done.",
        _ => "Submit a new change if more is to be done.",
    };
}
