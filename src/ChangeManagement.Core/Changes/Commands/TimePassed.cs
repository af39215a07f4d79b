using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Asks what time has caused. Safe to send at any moment: what is not due is left alone.</summary>
/// <param name="AverageTime">The average implementation time known; null: none yet.</param>
public sealed record TimePassed(TimeSpan? AverageTime) : ChangeCommand
{
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

    private ChangeEvent Begin(Deadline.ScheduledStart start, Change change, Circumstances circumstances)
    {
        // The slot is judged by the time that was agreed, so that a late wake-up does not miss it.
        var refusal = Implement.GateRefusal(change, start.At, circumstances);
        return refusal is null
            ? new Implement("", At: null, MaintenanceWindow: true, AverageTime).Started(change, change.Implementer ?? change.Requester, circumstances)
            : new ChangeEvent.ScheduleMissed(start.At, refusal.Message);
    }
}
