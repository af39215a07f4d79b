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

        if (!MayAmend(change, circumstances))
        {
            return new Refusal.NotYourTask("amend", "the requester and the change owner");
        }

        var different = Different(change, Changed);
        return different.Values.IsEmpty && (Class is null || Class == change.Assessment.Class) ? Decision.Accept()
            : change.State.IsBeforeWork ? Reassess(change, different, circumstances)
            : Class is not null && Class != change.Assessment.Class
                ? new Refusal.WrongState("classify anew", change.State.Name, "Its work has begun; report a problem if it was classified wrongly.")
            : FillIn(change, different, circumstances);
    }

    /// <summary>True of the requester and the change owner.</summary>
    internal static bool MayAmend(Change change, Circumstances circumstances) =>
        Participants.Acts(circumstances.Actor, Participants.RequesterRole, change, circumstances)
        || Participants.Acts(circumstances.Actor, Participants.OwnerRole, change, circumstances)
        || circumstances.Actor.ToString() == change.Requester;

    private static Facts Different(Change change, Facts wanted) => new(wanted.Values
        .Where(pair => change.Facts[pair.Key] != pair.Value && (change.Facts.Says(pair.Key) || !pair.Value.IsBlank))
        .ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Fills in what was left empty, which is all that can be said once the work has begun.</summary>
    internal static Decision FillIn(Change change, Facts said, Circumstances circumstances)
    {
        var added = Different(change, said);
        return added.Values.IsEmpty ? Decision.Accept()
            : added.Values.Keys.FirstOrDefault(change.Facts.Says) is { } other
                ? new Refusal.WrongState(
                    $"alter '{other}' of", change.State.Name, "Its work has begun: only fields that were left empty can be filled in.")
            : LateFacts.Say(change, added, circumstances);
    }

    private Decision Reassess(Change change, Facts different, Circumstances circumstances)
    {
        var assessment = Assess(change, different, Class, circumstances);
        if (!assessment.Refusals.IsEmpty)
        {
            return new Refusal.AgainstPolicy(assessment.Refusals[0]);
        }

        if (!IsMaterial(change, different, assessment, circumstances.Policy))
        {
            return LateFacts.Say(change, different, circumstances);
        }

        return change.State is ChangeState.OnHold
            ? new Refusal.WrongState("amend", change.State.Name, "Resume it first.")
            : Anew(change, different, assessment, circumstances);
    }

    // The class that was asked for stays asked for; what the policy made of it is judged anew.
    private static Assessment Assess(Change change, Facts different, string? requestedClass, Circumstances circumstances) => Assessor.Assess(
        circumstances.Policy,
        change.Facts.With(different),
        new AssessmentInputs(
            circumstances.Now, circumstances.Systems, circumstances.SuspendedTypes, requestedClass ?? change.Assessment.RequestedClass,
            change.SubmittedAt));

    /// <summary>Voids what was answered for another content, when something else than the fields is different.</summary>
    internal static Decision Anew(Change change, Circumstances circumstances)
    {
        var assessment = Assess(change, Facts.None, requestedClass: null, circumstances);
        return assessment.Refusals.IsEmpty
            ? Anew(change, Facts.None, assessment, circumstances)
            : new Refusal.AgainstPolicy(assessment.Refusals[0]);
    }

    /// <summary>Voids what was answered for another content, and asks again.</summary>
    private static Decision Anew(Change change, Facts different, Assessment assessment, Circumstances circumstances)
    {
        var amended = new ChangeEvent.Amended(different, assessment, assessment.Kind != change.Assessment.Kind);
        var after = ChangeFold.Apply(change, change.Number, amended, circumstances.Actor, circumstances.Now);
        if (assessment.OutOfScope is { } exclusion)
        {
            return Decision.Accept(amended, new ChangeEvent.RecordedOutOfScope(exclusion.Message));
        }

        if (!assessment.Rejections.IsEmpty)
        {
            return new Refusal.AgainstPolicy(assessment.Rejections[0]);
        }

        if (Acceptance.Refuse(after, assessment.Stages, circumstances) is { } refusal)
        {
            return refusal;
        }

        var due = Duties.Late(after, after.Requirements, circumstances.Policy, circumstances.Now);
        return due.IsEmpty
            ? Decision.Accept(amended)
            : Decision.Accept(amended, new ChangeEvent.MoreAsked(assessment.Risk, assessment.Monitoring, [], [], due));
    }

    /// <summary>What moves the window or the implementers was a part of what the approvers saw, like class and risk.</summary>
    private static bool IsMaterial(Change change, Facts different, Assessment assessment, Policy policy) =>
        different.Values.Keys.Any(field => policy.Material.Contains(field) && !IsOwedLater(change, field))
        || assessment.Class != change.Assessment.Class
        || assessment.Kind != change.Assessment.Kind
        || assessment.Risk.Level != change.Assessment.Risk.Level
        || !assessment.Implementers.SequenceEqual(change.Assessment.Implementers, StringComparer.Ordinal)
        || !assessment.Windows.Select(Slots).SequenceEqual(change.Assessment.Windows.Select(Slots), StringComparer.Ordinal);

    private static string Slots(WindowRule window) => string.Join(',', window.Slots);

    /// <summary>What a later gate asks for was never part of what is approved, so filling it in voids nothing.</summary>
    private static bool IsOwedLater(Change change, string field) => change.Requirements.Any(requirement =>
        requirement.Kind is RequirementKind.Field && requirement.Name == field && requirement.Before > Gate.Approve && !change.IsMet(requirement));
}
