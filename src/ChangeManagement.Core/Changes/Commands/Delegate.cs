namespace ChangeManagement.Changes.Commands;

/// <summary>A person who is asked passes their voice in the open stage on to somebody else, who answers in their seat (A6).</summary>
/// <param name="To">Id of that person.</param>
/// <param name="Reason">What they say about it; may be empty.</param>
/// <param name="Role">The role whose seat is passed on; null: the one that they would fill.</param>
public sealed record Delegate(string Stage, string To, string Reason, string? Role = null) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        var me = circumstances.Actor;
        if (me.Kind is not ActorKind.Person)
        {
            return new Refusal.SystemsFillNoSeat();
        }

        if (me.Is(change.Requester))
        {
            return new Refusal.OwnChange();
        }

        if (change.OpenStage is not { } stage || stage.Definition.Name != Stage || change.State is ChangeState.OnHold)
        {
            return AskedPerson.NothingToDecide(change, me.Id);
        }

        if (SeatDecision.TooLate(stage, circumstances.Now) is { } late)
        {
            return late;
        }

        var (seat, refusal) = AskedPerson.Find(Role, stage, change, circumstances);
        refusal ??= Unsuitable(seat!, stage, change, circumstances);
        return refusal is not null ? refusal : Decision.Accept(new ChangeEvent.SeatDelegated(
            Stage, seat!.Seat, seat.Role, me.Id, To, Reason, seat.Mandate is Mandate.Delegate ? seat.OnBehalfOf : null));
    }

    /// <summary>Why that person cannot take the voice; null: they can.</summary>
    private Refusal.BadDelegate? Unsuitable(Candidate seat, StageProgress stage, Change change, Circumstances circumstances)
    {
        var why = circumstances.Directory.Find(To) is null ? "are not in the directory"
            : circumstances.Actor.Is(To) ? "are you"
            : To == change.Requester ? "requested this change, and nobody approves their own"
            : stage.Answers.Any(answer => answer.Person == To) ? "have answered in this stage already, and a person fills one seat"
            : seat.OnBehalfOf == To || stage.Delegations.Any(passed => passed.From == To) ? "have passed it on themselves"
            : stage.Unreachable.Contains(To) ? "cannot be reached"
            : IsAskedToo(stage, change, circumstances) ? "are asked in this stage anyway, and a person fills one seat"
            : null;
        return why is null ? null : new Refusal.BadDelegate(To, why);
    }

    private bool IsAskedToo(StageProgress stage, Change change, Circumstances circumstances) =>
        Seating.Possible(stage, change, circumstances).Concat(Seating.AskedLast(stage, change, circumstances)).Any(candidate => candidate.Person.Id == To);
}
