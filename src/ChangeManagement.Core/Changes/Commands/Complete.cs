using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Reports that the work is done, or that it did not succeed.</summary>
/// <param name="Succeeded">False opens the decision whether to roll back.</param>
/// <param name="Notes">What was done; the reason of a failure.</param>
/// <param name="Statements">Texts by the name of the field, or of the documentation, review or verification item, that they answer.</param>
/// <param name="Severity">How bad a failure is.</param>
public sealed record Complete(
    bool Succeeded, string Notes, ImmutableSortedDictionary<string, string> Statements, Severity Severity) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State is not ChangeState.Implementing)
        {
            return new Refusal.WrongState(
                "complete", change.State.Name, change.State.IsBeforeWork ? "Implement it first." : "There is no work in progress.");
        }

        if (!Participants.MayImplement(circumstances.Actor, change, circumstances) && circumstances.Actor.ToString() != change.Implementer)
        {
            return new Refusal.NotYourTask("complete", string.Join(", ", Participants.ImplementerRoles(change)));
        }

        if (!Succeeded)
        {
            return Notes.Length == 0
                ? new Refusal.ReasonRequired("report it as failed")
                : Decision.Accept(new ChangeEvent.ImplementationFailed(Notes), RollbackClock.Open(Severity, Notes, circumstances));
        }

        ImmutableArray<ChangeEvent> answers = [.. FieldsFilled(change), .. Answered(change)];
        var answered = answers.Aggregate(change, (before, answer) =>
            ChangeFold.Apply(before, before.Number, answer, circumstances.Actor, circumstances.Now));
        if (answered.Open(Gate.Complete).ToImmutableArray() is { Length: > 0 } missing)
        {
            return new Refusal.GateShut(Gate.Complete, missing);
        }

        if (change.Rollback is { RollBack: null })
        {
            return new Refusal.WrongState("complete", "waiting for the decision whether to roll back", "Decide that first.");
        }

        var monitoring = change.Assessment.Monitoring;
        return Decision.Accept(
        [
            .. answers,
            new ChangeEvent.Completed(
                Notes,
                monitoring > TimeSpan.Zero ? circumstances.Now + monitoring : null,
                Duties.Starting(ClockStart.Completed, change.Requirements, circumstances.Policy, circumstances.Now)),
        ]);
    }

    private IEnumerable<ChangeEvent> FieldsFilled(Change change)
    {
        var fields = change.Requirements
            .Where(requirement => requirement.Kind is RequirementKind.Field && Statements.GetValueOrDefault(requirement.Name, "").Length > 0)
            .Where(requirement => !change.Facts.Says(requirement.Name))
            .ToImmutableSortedDictionary(
                field => field.Name, field => (FactValue)new FactValue.Text(Statements[field.Name]), StringComparer.Ordinal);
        return fields.IsEmpty ? [] : [new ChangeEvent.Amended(new Facts(fields), Assessment: null, NewKind: false)];
    }

    /// <summary>A statement answers the item of the same name, so that one call can report the work and what is said of it.</summary>
    private IEnumerable<ChangeEvent> Answered(Change change) =>
        from requirement in change.Requirements
        where requirement.Kind is RequirementKind.Documentation or RequirementKind.Review or RequirementKind.Verification
        where requirement.Owner is null && requirement.Parts.IsEmpty && !change.IsMet(requirement)
        let statement = Statements.GetValueOrDefault(requirement.Name, "")
        where statement.Length > 0
        select new ChangeEvent.RequirementAnswered(requirement.Kind, requirement.Name, Answer.Met(statement));
}
