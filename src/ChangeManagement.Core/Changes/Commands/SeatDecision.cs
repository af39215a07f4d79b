using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>What must hold when a seat is filled, whether by its person or by voice.</summary>
internal static class SeatDecision
{
    public static Decision Make(
        Change change, StageProgress stage, Candidate seat, Circumstances circumstances, Approve answer, VerbalAuthorization? verbal)
    {
        var given = verbal?.At ?? circumstances.Now;
        if (stage.Chases.FirstOrDefault(chase => chase.Step is ChaseStep.Expire) is { } expiry && given >= expiry.At)
        {
            return new Refusal.TooLate(expiry.At);
        }

        if (IsChairTooEarly(stage, seat, circumstances))
        {
            return new Refusal.HeardLast(seat.Role, string.Join(", ", stage.OpenSeats.Where(open => open.Name != seat.Seat).Select(open => open.Name)));
        }

        if (!answer.Approves)
        {
            return answer.Comments.Length == 0
                ? new Refusal.ReasonRequired("reject it")
                : Decision.Accept(new ChangeEvent.SeatRejected(stage.Definition.Name, seat.Seat, seat.Role, seat.Person.Id, answer.Comments));
        }

        var digest = change.ContentDigest(circumstances.Policy.Material);
        if (answer.ContentDigest is { } seen && seen != digest)
        {
            return new Refusal.ContentChanged();
        }

        var confirms = Confirmed(change, stage, seat);
        var approved = new ChangeEvent.SeatApproved(
            stage.Definition.Name, seat.Seat, seat.Role, seat.Person.Id, answer.Comments, answer.Conditions, answer.ConditionsBefore,
            confirms, digest, verbal);
        var after = ChangeFold.Apply(change, change.Number, approved, circumstances.Actor, circumstances.Now);
        return IsWaitingForNobody(after, stage) && after.Open(Gate.Approve).ToImmutableArray() is { IsEmpty: false } missing
            ? new Refusal.GateShut(Gate.Approve, missing)
            : Decision.Accept(approved);
    }

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

    private static bool IsChairTooEarly(StageProgress stage, Candidate seat, Circumstances circumstances) =>
        stage.Definition.DecidedBy is { } chair
        && seat.Role == chair
        && circumstances.Now < stage.Due
        && stage.OpenSeats.Any(open => open.Name != seat.Seat);
}
