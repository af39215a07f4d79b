using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Changes.Commands;

/// <summary>Reports that the work is done, or that it did not succeed.</summary>
/// <param name="Succeeded">False opens the decision whether to roll back.</param>
/// <param name="Notes">What was done; the reason of a failure.</param>
/// <param name="Fields">Fields of the request that are filled in with the report, read by the policy's fields.</param>
/// <param name="Statements">Texts by the name of the documentation, review or verification item that they answer; blank ones say nothing.</param>
/// <param name="Severity">How bad a failure is.</param>
public sealed record Complete(
    bool Succeeded, string Notes, Facts Fields, ImmutableSortedDictionary<string, string> Statements, Severity Severity) : ChangeCommand
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

        if (Unknown(change, circumstances.Policy) is { } unknown)
        {
            return unknown;
        }

        if (!Succeeded && Notes.Length == 0)
        {
            return new Refusal.ReasonRequired("report it as failed");
        }

        var stated = Stated(change, circumstances);
        if (stated is not Decision.Accepted(var answers))
        {
            return stated;
        }

        if (!Succeeded)
        {
            return Failed(change, answers, circumstances);
        }

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

        var monitoring = answered.Assessment.Monitoring;
        return Decision.Accept(
        [
            .. answers,
            new ChangeEvent.Completed(
                Notes,
                monitoring > TimeSpan.Zero ? circumstances.Now + monitoring : null,
                Duties.Starting(ClockStart.Completed, answered.Requirements, circumstances.Policy, circumstances.Now)),
        ]);
    }

    private Decision Failed(Change change, ImmutableArray<ChangeEvent> answers, Circumstances circumstances)
    {
        var failed = new ChangeEvent.ImplementationFailed(Notes, Duties.AtTheEndOfTheWork(change, circumstances));
        return RollbackClock.Ask(Severity, Notes, change, circumstances) is { } question
            ? Decision.Accept([.. answers, failed, question])
            : Decision.Accept([.. answers, failed]);
    }

    /// <summary>A name that nothing answers to would lose what was said.</summary>
    private Refusal.BadInput? Unknown(Change change, Policy policy)
    {
        var known = Items(change).Select(item => item.Name)
            .Concat(policy.Fields.Keys).ToImmutableArray();
        return Statements.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? new Refusal.BadInput(Nearest.Sentence(
                $"'{unknown}' is no field of {policy.Id} and no item that the report of the work can answer{Nearest.Hint(unknown, known)}"))
            : null;
    }

    /// <summary>What is said of the work becomes a fact of the request or the answer to the item of the same name.</summary>
    private Decision Stated(Change change, Circumstances circumstances)
    {
        var events = ImmutableArray.CreateBuilder<ChangeEvent>();
        var filling = Amend.FillIn(change, Fields, circumstances);
        if (filling is not Decision.Accepted(var filled))
        {
            return filling;
        }

        events.AddRange(filled);
        foreach (var item in Items(change).Where(item => Statements.GetValueOrDefault(item.Name, "").Length > 0))
        {
            var answer = new AnswerRequirements(item.Kind, [new AnsweredItem(item.Name, Answer.Met(Statements[item.Name]))]).Decide(change, circumstances);
            if (answer is not Decision.Accepted(var answers))
            {
                return answer;
            }

            events.AddRange(answers);
        }

        return Decision.Accept(events.ToImmutable());
    }

    private static IEnumerable<Requirement> Items(Change change) => change.Requirements.Where(requirement =>
        requirement.Kind is RequirementKind.Documentation or RequirementKind.Review or RequirementKind.Verification);
}
