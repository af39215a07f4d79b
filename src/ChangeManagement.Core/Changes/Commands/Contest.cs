namespace ChangeManagement.Changes.Commands;

/// <summary>
/// The person to whom an authorization by voice was ascribed says that they did not give it. Before the work the seat is asked again; after it
/// the change is recorded as unapproved and somebody must decide whether to roll back (decision 5).
/// </summary>
public sealed record Contest(string Reason) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        var ascribed = (
            from stage in change.Stages
            from answer in stage.Answers
            where answer is { Verbal: not null, IsContested: false } && circumstances.Actor.Is(answer.Person)
            select (Stage: stage.Definition.Name, Answer: answer)).FirstOrDefault();
        if (ascribed.Answer is not { } mine)
        {
            return new Refusal.BadInput("No authorization by voice is recorded as yours on this change; there is nothing to contest.");
        }

        if (change.State is ChangeState.Rejected or ChangeState.Expired or ChangeState.Withdrawn)
        {
            return new Refusal.WrongState("contest an authorization of", change.State.Name, "It ended without its work.");
        }

        return Reason.Length == 0
            ? new Refusal.ReasonRequired("contest the authorization")
            : Decision.Accept(new ChangeEvent.AuthorizationContested(ascribed.Stage, mine.Seat, mine.Person, Reason));
    }
}
