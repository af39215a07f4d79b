using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Asks for a change. Not a command on a change, because there is none yet.</summary>
/// <param name="Facts">What the request says, read by the policy's fields.</param>
/// <param name="Class">The class that it asks for; null: the policy decides.</param>
/// <param name="Requester">The person on whose behalf a system asks; null: the actor.</param>
/// <param name="Authorizations">For an emergency: the authorizations that were given by voice before.</param>
public sealed record Submit(Facts Facts, string? Class, string? Requester, ImmutableArray<Authorize> Authorizations)
{
    /// <summary>The change that failed or was rolled back and that this one follows; null: none.</summary>
    public string? Follows { get; init; }

    /// <summary>Decides without a number: the number is claimed once the request is accepted.</summary>
    public Decision Decide(Circumstances circumstances)
    {
        var policy = circumstances.Policy;
        if (Requester is not null && circumstances.Actor.Kind is ActorKind.Person && !circumstances.Actor.Is(Requester))
        {
            return new Refusal.BadInput("You can only request a change for yourself; leave 'requester' out.");
        }

        var requester = Requester ?? circumstances.Actor.ToString();
        var assessment = Assessor.Assess(
            policy, Facts, new AssessmentInputs(circumstances.Now, circumstances.Systems, circumstances.SuspendedTypes, Class));
        if (!assessment.Refusals.IsEmpty)
        {
            return new Refusal.AgainstPolicy(assessment.Refusals[0]);
        }

        var due = Duties.Starting(ClockStart.Submitted, assessment.Requirements, policy, circumstances.Now);
        var submitted = new ChangeEvent.Submitted(
            new PolicyPin(policy.Id, policy.Version, policy.Digest), requester, Facts, assessment, due);
        ImmutableArray<ChangeEvent> begun = Follows is null ? [submitted] : [submitted, new ChangeEvent.Linked(Follows, Relations.Follows)];
        var change = ChangeFold.Apply(null, "", submitted, circumstances.Actor, circumstances.Now);
        if (assessment.OutOfScope is { } exclusion)
        {
            // What an exclusion looks at must be said before it can exclude anything.
            var read = policy.OutOfScope.SelectMany(excluded => excluded.When.Reads).ToHashSet(StringComparer.Ordinal);
            if (Acceptance.Incomplete(change, change.Open(Gate.Submit).Where(field => read.Contains(field.Name))) is { } unclear)
            {
                return unclear;
            }

            return Decision.Accept([.. begun, new ChangeEvent.RecordedOutOfScope(exclusion.Message)]);
        }

        if (!assessment.Rejections.IsEmpty)
        {
            return Decision.Accept([.. begun, new ChangeEvent.Rejected(assessment.Rejections[0].Message)]);
        }

        if (Acceptance.Refuse(change, assessment.Stages, circumstances) is { } refusal)
        {
            return refusal;
        }

        return Authorized(Decider.WithImplications(null, "", begun, circumstances), circumstances);
    }

    private Decision Authorized(ImmutableArray<ChangeEvent> events, Circumstances circumstances)
    {
        foreach (var authorization in Authorizations)
        {
            var change = events.Aggregate(
                (Change?)null, (change, @event) => ChangeFold.Apply(change, "", @event, circumstances.Actor, circumstances.Now))!;
            events = events.AddRange(Decider.Decide(change, authorization, circumstances) switch
            {
                Decision.Accepted(var counted) => counted,
                // At three in the morning one wrong name must not lose the emergency.
                Decision.Refused(var refusal) =>
                    [new ChangeEvent.AuthorizationNotCounted(authorization.AuthorizedBy, authorization.How, refusal.Message)],
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        return Decision.Accept(events);
    }
}
