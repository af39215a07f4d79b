namespace ChangeManagement.Changes.Commands;

/// <summary>Pauses a change before its work; its deadlines stand still.</summary>
public sealed record Hold(string Reason) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances) =>
        change.State is not (ChangeState.AwaitingApproval or ChangeState.Approved)
            ? new Refusal.WrongState("hold", change.State.Name, "Only a change whose work has not begun can be held.")
            : change.Assessment.Kind is Policies.WorkflowKind.Emergency
                ? new Refusal.WrongState("hold", "an emergency", "An emergency goes on or is withdrawn.")
                : Pauses.Refuse(change, circumstances, "hold") ?? (Reason.Length == 0
                    ? new Refusal.ReasonRequired("hold it")
                    : Decision.Accept(new ChangeEvent.Held(Reason)));
}

/// <summary>Lets a held change go on.</summary>
public sealed record Resume : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances) =>
        change.State is not ChangeState.OnHold
            ? new Refusal.WrongState("resume", change.State.Name, "It is not on hold.")
            : Pauses.Refuse(change, circumstances, "resume") ?? Decision.Accept(new ChangeEvent.Resumed(circumstances.Now - change.HeldAt!.Value));
}

/// <summary>Gives a change up before its work.</summary>
public sealed record Withdraw(string Reason) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances) =>
        !change.State.IsBeforeWork
            ? new Refusal.WrongState("withdraw", change.State.Name, "Roll it back if the work has begun.")
            : Pauses.Refuse(change, circumstances, "withdraw") ?? (Reason.Length == 0
                ? new Refusal.ReasonRequired("withdraw it")
                : Decision.Accept(new ChangeEvent.Withdrawn(Reason)));
}

file static class Pauses
{
    public static Decision? Refuse(Change change, Circumstances circumstances, string task) =>
        circumstances.Actor.ToString() == change.Requester
        || Participants.Acts(circumstances.Actor, Participants.RequesterRole, change, circumstances)
        || Participants.Acts(circumstances.Actor, Participants.OwnerRole, change, circumstances)
            ? null
            : (Decision)new Refusal.NotYourTask(task, "the requester, the change owner and their deputies");
}
