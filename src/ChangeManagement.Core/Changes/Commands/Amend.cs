using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>
/// Changes what the request says. Before the work, material changes void the approvals given so far; once the work has begun, only what was
/// left out can be added.
/// </summary>
/// <param name="Changed">The fields to change.</param>
/// <param name="Class">The class that is asked for now; null: the one that was asked for before.</param>
public sealed record Amend(Facts Changed, string? Class = null) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State.IsEnded)
        {
            return new Refusal.WrongState("amend", change.State.Name, "Submit a new change instead.");
        }

        if (!Participants.Acts(circumstances.Actor, Participants.RequesterRole, change, circumstances)
            && !Participants.Acts(circumstances.Actor, Participants.OwnerRole, change, circumstances)
            && circumstances.Actor.ToString() != change.Requester)
        {
            return new Refusal.NotYourTask("amend", "the requester and the change owner");
        }

        var different = Different(change, Changed);
        return different.Values.IsEmpty && (Class is null || Class == change.Assessment.Class) ? Decision.Accept()
            : change.State.IsBeforeWork ? Reassess(change, different, circumstances)
            : Class is not null && Class != change.Assessment.Class
                ? new Refusal.WrongState("classify anew", change.State.Name, "Its work has begun; report a problem if it was classified wrongly.")
            : FillIn(change, different);
    }

    /// <summary>Once the work has begun, fields say more and never something else.</summary>
    internal static Decision FillIn(Change change, Facts wanted)
    {
        var added = Different(change, wanted);
        return added.Values.IsEmpty ? Decision.Accept()
            : added.Values.Keys.FirstOrDefault(change.Facts.Says) is { } said
                ? new Refusal.WrongState(
                    $"alter '{said}' of", change.State.Name, "Its work has begun: only fields that were left empty can be filled in.")
                : Decision.Accept(new ChangeEvent.Amended(added, Assessment: null, NewKind: false));
    }

    private static Facts Different(Change change, Facts wanted) => new(
        wanted.Values.Where(pair => change.Facts[pair.Key] != pair.Value).ToImmutableSortedDictionary(StringComparer.Ordinal));

    private Decision Reassess(Change change, Facts different, Circumstances circumstances)
    {
        // The class that was asked for stays asked for; what the policy made of it is judged anew.
        var assessment = Assessor.Assess(
            circumstances.Policy,
            change.Facts.With(different),
            new AssessmentInputs(
                circumstances.Now, circumstances.Systems, circumstances.SuspendedTypes, Class ?? change.Assessment.RequestedClass, change.SubmittedAt));
        if (!assessment.Refusals.IsEmpty)
        {
            return new Refusal.AgainstPolicy(assessment.Refusals[0]);
        }

        if (!IsMaterial(change, different, assessment, circumstances.Policy))
        {
            return Decision.Accept(new ChangeEvent.Amended(different, Assessment: null, NewKind: false));
        }

        if (!assessment.Rejections.IsEmpty)
        {
            return new Refusal.AgainstPolicy(assessment.Rejections[0]);
        }

        if (change.State is ChangeState.OnHold)
        {
            return new Refusal.WrongState("amend", change.State.Name, "Resume it first.");
        }

        var amended = new ChangeEvent.Amended(different, assessment, assessment.Kind != change.Assessment.Kind);
        var after = ChangeFold.Apply(change, change.Number, amended, circumstances.Actor, circumstances.Now);
        return after.Open(Gate.Submit).ToImmutableArray() is { Length: > 0 } missing
            ? new Refusal.GateShut(Gate.Submit, missing)
            : Decision.Accept(amended);
    }

    private static bool IsMaterial(Change change, Facts different, Assessment assessment, Policy policy) =>
        different.Values.Keys.Any(field => policy.Material.Contains(field) && !IsOwedLater(change, field))
        || assessment.Class != change.Assessment.Class
        || assessment.Kind != change.Assessment.Kind
        || assessment.Risk.Level != change.Assessment.Risk.Level;

    /// <summary>What a later gate asks for was never part of what is approved, so filling it in voids nothing.</summary>
    private static bool IsOwedLater(Change change, string field) => change.Requirements.Any(requirement =>
        requirement.Kind is RequirementKind.Field && requirement.Name == field && requirement.Before > Gate.Approve && !change.IsMet(requirement));
}
