using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>What must hold when a seat is filled, whether by its person or by voice.</summary>
internal static class SeatDecision
{
    public static Decision Make(
        Change change, StageProgress stage, Candidate seat, Circumstances circumstances, Approve answer, VerbalAuthorization? verbal)
    {
        if (TooLate(stage, verbal?.At ?? circumstances.Now) is { } late)
        {
            return late;
        }

        if (seat.Role == stage.Definition.DecidedBy && circumstances.Now < stage.Due && NotHeard(stage, seat).ToList() is { Count: > 0 } waiting)
        {
            return new Refusal.HeardLast(seat.Role, string.Join(", ", waiting));
        }

        var standsFrom = answer.MayUndo ? StandsFrom(stage, circumstances) : null;
        if (!answer.Approves)
        {
            return answer.Comments.Length == 0
                ? new Refusal.ReasonRequired("reject it")
                : Decision.Accept(new ChangeEvent.SeatRejected(
                    stage.Definition.Name, seat.Seat, seat.Role, seat.Person.Id, answer.Comments, seat.OnBehalfOf, seat.Mandate, standsFrom));
        }

        var digest = change.ContentDigest(circumstances.Policy.Material);
        if (answer.ContentDigest is { } seen && seen != digest)
        {
            return new Refusal.ContentChanged();
        }

        var confirms = Confirmed(change, stage, seat);
        var approved = new ChangeEvent.SeatApproved(
            stage.Definition.Name, seat.Seat, seat.Role, seat.Person.Id, answer.Comments, answer.Conditions, answer.ConditionsBefore,
            confirms, digest, verbal, seat.OnBehalfOf, seat.Mandate, standsFrom);
        var after = Standing(ChangeFold.Apply(change, change.Number, approved, circumstances.Actor, circumstances.Now), stage, circumstances);
        return IsWaitingForNobody(after, stage) && after.Open(Gate.Approve).ToImmutableArray() is { IsEmpty: false } missing
            ? new Refusal.GateShut(Gate.Approve, missing)
            : Decision.Accept(approved);
    }

    /// <summary>The refusal of what is said once the stage has expired, whether that was noticed yet or not; null: there is time.</summary>
    public static Refusal.TooLate? TooLate(StageProgress stage, DateTimeOffset at) =>
        stage.Chases.FirstOrDefault(chase => chase.Step is ChaseStep.Expire) is { } expiry && at >= expiry.At ? new Refusal.TooLate(expiry.At) : null;

    /// <summary>An answer that may be taken back counts before the stage is due or expires; null: it counts at once.</summary>
    private static DateTimeOffset? StandsFrom(StageProgress stage, Circumstances circumstances) =>
        circumstances.Policy.ApprovalPage.Undo is { } undo
            ? stage.Chases.Where(chase => chase.Step is ChaseStep.Expire).Select(chase => chase.At).Append(stage.Due!.Value)
                .Where(limit => limit > circumstances.Now).Append(circumstances.Now + undo).Min()
            : null;

    /// <summary>The change once all answers of the stage count that may still be taken back.</summary>
    private static Change Standing(Change change, StageProgress stage, Circumstances circumstances) => change.Stages
        .First(each => each.Definition.Name == stage.Definition.Name).Answers.Where(answer => answer.StandsFrom is not null)
        .Select(answer => new ChangeEvent.AnswerStands(stage.Definition.Name, answer.Seat, answer.Person))
        .Aggregate(change, (each, stands) => ChangeFold.Apply(each, change.Number, stands, circumstances.Actor, circumstances.Now));

    /// <summary>To approve is to confirm what reviewers assess, unless a review has said that it is not so.</summary>
    private static ImmutableArray<string> Confirmed(Change change, StageProgress stage, Candidate seat) =>
        stage.Definition.Before is Gate.Close
            ? []
            :
            [
                .. from criterion in change.Open(Gate.Approve)
                   where criterion.Kind is RequirementKind.Criterion
                   where criterion.Owner is null || criterion.Owner == seat.Role
                   where !change.Answers.ContainsKey(RequirementKey.Of(criterion))
                   select criterion.Name,
            ];

    /// <summary>True if the answer passes the last stage before the work: a gate still shut would then wait for ever, with no deadline.</summary>
    private static bool IsWaitingForNobody(Change after, StageProgress stage) =>
        stage.Definition.Before is not Gate.Close
        && after.StagesBeforeWork.All(other => other.Definition.Name == stage.Definition.Name
            ? Implications.Verdict(other) is true
            : other.Status is StageStatus.Approved);

    /// <summary>The other seats that are asked, and those whose answers may still be taken back.</summary>
    private static IEnumerable<string> NotHeard(StageProgress stage, Candidate seat) =>
        stage.OpenSeats.Select(open => open.Name).Where(open => open != seat.Seat)
            .Concat(stage.Answers.Where(answer => answer.StandsFrom is not null).Select(answer => answer.Seat));
}
