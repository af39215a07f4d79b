using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Api;

/// <summary>
/// What a policy would make of a request, before anything is submitted: the same function that submission runs, with the approvers by name
/// and the deadlines that would count from now.
/// </summary>
internal static class PreviewMaker
{
    public static object Make(
        Policy policy, RequestBody body, Actor actor, Rulebook rulebook, StandingFacts standing, DateTimeOffset now)
    {
        var read = new FieldReader(policy, rulebook.Systems, rulebook.Directory).Read(SubmissionReader.FieldsOf(body.Json));
        policy = policy with { Declared = standing.FreezesOf(policy.Id) };
        var suspended = standing.LostBy(policy.Id);
        var assessment = Assessor.Assess(policy, read.Facts, new AssessmentInputs(now, rulebook.Systems, suspended, read.RequestedClass));
        var change = ChangeFold.Apply(
            null, "", new ChangeEvent.Submitted(new PolicyPin(policy.Id, policy.Version, policy.Digest), actor.ToString(), read.Facts, assessment, []), actor, now);
        var circumstances = new Circumstances(policy, rulebook.Directory, rulebook.Systems, suspended, actor, now) { Delegations = standing.Delegations };
        return new
        {
            Policy = policy.Id,
            assessment.Class,
            assessment.Kind,
            assessment.ClassBecause,
            assessment.Risk,
            Problems = read.Errors,
            Missing = change.Open(Gate.Submit).Select(field => new { field.Name, field.Title, field.Because }),
            Refusals = assessment.Refusals.Concat(assessment.Rejections),
            assessment.OutOfScope,
            Stages = change.Stages.Select(stage => new
            {
                stage.Definition.Name,
                stage.Definition.Title,
                stage.Definition.Before,
                Due = policy.Deadline(stage.Definition.Within, now),
                Seats = stage.Definition.Seats.Select(seat => new
                {
                    seat.Name,
                    seat.Roles,
                    Approvers = Seating.Candidates(seat, stage, change, circumstances).Select(candidate => candidate.Person.Name),
                    seat.Because,
                }),
            }),
            assessment.Requirements,
            assessment.Windows,
            NextWindow = policy.NextWindow(assessment, now),
        };
    }
}
