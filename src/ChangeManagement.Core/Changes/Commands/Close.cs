using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>
/// Closes a change now. Changes close by themselves once nothing is owed; this call answers what is left to confirm in one go and says
/// what stands in the way.
/// </summary>
/// <param name="Fields">Fields of the request that are filled in with it, read by the policy's fields.</param>
/// <param name="Statements">Texts by the name of the open item that they answer.</param>
public sealed record Close(Facts Fields, ImmutableSortedDictionary<string, string> Statements) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State is not (ChangeState.Completed or ChangeState.Failed or ChangeState.RolledBack))
        {
            return new Refusal.WrongState("close", change.State.Name, change.State.IsEnded ? "It is at its end." : "Complete it first.");
        }

        if (Amend.FillIn(change, Fields, circumstances) is not Decision.Accepted(var filled))
        {
            return Amend.FillIn(change, Fields, circumstances);
        }

        var answers = filled.ToBuilder();
        foreach (var (name, text) in Statements)
        {
            if (change.Open(Gate.Close).FirstOrDefault(requirement => requirement.Name == name) is not { } open)
            {
                return new Refusal.BadInput($"'{name}' is not open on this change; still owed: {Names(change.Open(Gate.Close))}.");
            }

            var answer = new AnswerRequirements(open.Kind, [new AnsweredItem(name, Answer.Met(text))]).Decide(change, circumstances);
            if (answer is not Decision.Accepted(var events))
            {
                return answer;
            }

            answers.AddRange(events);
        }

        var after = Decider.WithImplications(change, change.Number, answers.ToImmutable(), circumstances)
            .Aggregate(change, (before, @event) => ChangeFold.Apply(before, before.Number, @event, circumstances.Actor, circumstances.Now));
        return after.State is ChangeState.Closed ? Decision.Accept(answers.ToImmutable()) : StillOwed(after);
    }

    private static Decision StillOwed(Change change)
    {
        var missing = change.Open(Gate.Close).ToImmutableArray();
        return !missing.IsEmpty ? new Refusal.GateShut(Gate.Close, missing)
            : change.OpenStage is { } stage ? new Refusal.WrongState("close", $"waiting for the approval '{stage.Definition.Name}'", "It closes by itself then.")
            : change.MonitoredUntil is { } until ? new Refusal.WrongState("close", $"watched until {until:yyyy-MM-dd HH:mm} UTC", "It closes by itself then.")
            : new Refusal.WrongState("close", "waiting for the decision whether to roll back", "Decide that first.");
    }

    private static string Names(IEnumerable<Requirement> requirements) =>
        string.Join(", ", requirements.Select(requirement => requirement.Name).DefaultIfEmpty("nothing"));
}
