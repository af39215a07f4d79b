using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>A person's answer on the stage that is open.</summary>
/// <param name="Approves">False rejects, and then <paramref name="Comments"/> are required.</param>
/// <param name="Conditions">Each becomes a checklist item.</param>
/// <param name="ConditionsBefore">The gate that the conditions block.</param>
/// <param name="Role">The role to answer in; null: the first open seat that the person may fill and that leaves people for the others.</param>
/// <param name="ContentDigest">The content that the person saw; null: not checked.</param>
public sealed record Approve(
    bool Approves, string Comments, ImmutableArray<string> Conditions, Gate ConditionsBefore, string? Role, string? ContentDigest)
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
            return NothingToDecide(change, person);
        }

        if (stage.Answers.FirstOrDefault(answer => answer.Person == person) is { } mine)
        {
            return new Refusal.AlreadyAnswered(person, Decided(mine), mine.At);
        }

        if (Seating.SeatOf(person, Role, stage, change, circumstances) is not { } seat)
        {
            return NotAsked(stage, change, circumstances);
        }

        return SeatDecision.Make(change, stage, seat, circumstances, this, verbal: null);
    }

    private static Refusal NotAsked(StageProgress stage, Change change, Circumstances circumstances)
    {
        if (Seating.AskedLast(stage, change, circumstances).FirstOrDefault(candidate => circumstances.Actor.Is(candidate.Person.Id)) is { } early)
        {
            return new Refusal.HeardLast(early.Role, string.Join(", ", stage.OpenSeats.Select(open => open.Name)));
        }

        var seats = stage.Definition.Seats;
        var mine = seats.FirstOrDefault(seat => seat.Roles.Any(role => Participants.Acts(circumstances.Actor, role, change, circumstances)));
        var filled = mine is null ? null : stage.Answers.FirstOrDefault(answer => answer.Seat == mine.Name);
        return filled is null
            ? new Refusal.NotYourSeat(string.Join(", ", stage.OpenSeats.SelectMany(seat => seat.Roles).Distinct(StringComparer.Ordinal)))
            : new Refusal.SeatTaken(filled.Seat, filled.Person, Decided(filled), filled.At);
    }

    private static Refusal NothingToDecide(Change change, string person)
    {
        var answers = change.Stages.SelectMany(stage => stage.Answers).ToList();
        if (answers.LastOrDefault(answer => answer.Person == person) is { } mine)
        {
            return new Refusal.AlreadyAnswered(person, Decided(mine), mine.At);
        }

        var last = answers.LastOrDefault() is { } answer
            ? $" {answer.Person} {Decided(answer)} as {answer.Role} at {answer.At:yyyy-MM-dd HH:mm} UTC."
            : "";
        return new Refusal.NothingToDecide(change.State.Name, last);
    }

    private static string Decided(SeatAnswer answer) => answer.Approves ? "approved" : "rejected";
}
