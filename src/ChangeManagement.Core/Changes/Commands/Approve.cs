using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>A person's answer on the stage that is open.</summary>
/// <param name="Approves">False rejects, and then <paramref name="Comments"/> are required.</param>
/// <param name="Conditions">Each becomes a checklist item.</param>
/// <param name="ConditionsBefore">The gate that the conditions block.</param>
/// <param name="Role">The role to answer in; null: the first open seat that the person may fill and that leaves people for the others.</param>
/// <param name="ContentDigest">The content that the person saw; null: not checked.</param>
/// <param name="MayUndo">True if the person may take it back for as long as the policy says; it counts only then.</param>
public sealed record Approve(
    bool Approves, string Comments, ImmutableArray<string> Conditions, Gate ConditionsBefore, string? Role, string? ContentDigest,
    bool MayUndo = false)
    : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (circumstances.Actor.Kind is not ActorKind.Person)
        {
            return new Refusal.SystemsFillNoSeat();
        }

        var person = circumstances.Actor.Id;
        if (person == change.Requester)
        {
            return new Refusal.OwnChange();
        }

        if (change.OpenStage is not { } stage || change.State is ChangeState.OnHold)
        {
            return AskedPerson.NothingToDecide(change, person);
        }

        var (seat, refusal) = AskedPerson.Find(Role, stage, change, circumstances);
        return seat is null ? refusal! : SeatDecision.Make(change, stage, seat, circumstances, this, verbal: null);
    }
}
