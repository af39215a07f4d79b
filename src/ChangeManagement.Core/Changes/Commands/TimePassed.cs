using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Asks what time has caused. Safe to send at any moment: what is not due is left alone.</summary>
/// <param name="AverageTime">The average implementation time known; null: none yet.</param>
public sealed record TimePassed(TimeSpan? AverageTime) : ChangeCommand
{
    // A restart or a busy minute does not miss a slot; an outage does.
    private static readonly TimeSpan LatestStart = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        var events = ImmutableArray.CreateBuilder<ChangeEvent>();
        while (Deadline.Of(change).FirstOrDefault() is { } next && next.At <= circumstances.Now)
        {
            var caused = Caused(next, change, circumstances);
            foreach (var @event in caused)
            {
                change = ChangeFold.Apply(change, change.Number, @event, circumstances.Actor, circumstances.Now);
            }

            events.AddRange(caused);
        }

        return Decision.Accept(events.ToImmutable());
    }

    private ImmutableArray<ChangeEvent> Caused(Deadline deadline, Change change, Circumstances circumstances) => deadline switch
    {
        Deadline.StageChase { What: ChaseStep.Remind } chase => [new ChangeEvent.Reminded(chase.Subject, chase.Step)],
        Deadline.StageChase { What: ChaseStep.Escalate } chase => [new ChangeEvent.Escalated(chase.Subject, chase.Step)],
        Deadline.StageChase { What: ChaseStep.Expire } chase => [Expired(chase.Stage, change)],
        Deadline.AnswerStands answer => [new ChangeEvent.AnswerStands(answer.Stage, answer.Seat, answer.Person)],
        Deadline.DutyReminder reminder => [new ChangeEvent.Reminded(reminder.Subject, 0)],
        Deadline.DutyOverdue overdue => [new ChangeEvent.Escalated(overdue.Subject, 0)],
        Deadline.RollbackDecisionDue late => [new ChangeEvent.Escalated(late.Subject, late.Step)],
        Deadline.MonitoringEnd => [new ChangeEvent.MonitoringEnded()],
        Deadline.ScheduledStart start => [Begin(start, change, circumstances)],
        _ => throw new UnreachableException(),
    };

    private static ChangeEvent Expired(string stage, Change change) =>
        change.Stages.Single(progress => progress.Definition.Name == stage).Definition.Before is Gate.Close
            ? new ChangeEvent.ApprovalWithheld(stage, "No answer in time.")
            : new ChangeEvent.Expired(stage);

    /// <summary>The work begins only as it was agreed: by somebody who still may, at that time, and in a slot that is open then and now.</summary>
    private ChangeEvent Begin(Deadline.ScheduledStart start, Change change, Circumstances circumstances)
    {
        var implementer = change.Implementer ?? change.Requester;
        var obstacle = circumstances.Now > start.At + LatestStart
                ? "The product could not start it in time, and those who were to watch it may be gone. Schedule it again."
            : !Participants.MayImplement(Actor.Parse(implementer), change, circumstances)
                ? $"{implementer} may no longer implement it; that is for {string.Join(", ", Participants.ImplementerRoles(change))}. Schedule it again."
            : (Implement.GateRefusal(change, start.At, circumstances) ?? Implement.GateRefusal(change, circumstances.Now, circumstances))?.Message;
        return obstacle is null
            ? new Implement("", At: null, change.ScheduledMaintenanceWindow, AverageTime).Started(change, implementer, circumstances)
            : new ChangeEvent.ScheduleMissed(start.At, obstacle);
    }
}
