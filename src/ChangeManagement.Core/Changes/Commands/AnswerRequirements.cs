using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Changes.Commands;

/// <summary>Answers requirements of one kind: tests, checklist items, evidence, verification, documentation, review, duties.</summary>
/// <param name="Kind">The kind that the call is for.</param>
/// <param name="Items">The answers, by the name of the requirement.</param>
public sealed record AnswerRequirements(RequirementKind Kind, ImmutableArray<AnsweredItem> Items) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State.IsEnded)
        {
            return new Refusal.WrongState("record anything more on", change.State.Name, "Its record is complete.");
        }

        if (IsAfterTheWork && change.State.IsBeforeWork)
        {
            return new Refusal.WrongState($"record {Words} of", change.State.Name, "Record it once the work has begun.");
        }

        if (circumstances.Actor.Kind is ActorKind.System && Kind is not (RequirementKind.Test or RequirementKind.Evidence))
        {
            return new Refusal.SystemsReportOnly(Words);
        }

        if (Items.IsEmpty)
        {
            return new Refusal.BadInput($"Name at least one item of {Words}.");
        }

        if (Items.Select(item => Check(item, change, circumstances)).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            return problem;
        }

        var answers = Items.Select(item => (ChangeEvent)new ChangeEvent.RequirementAnswered(Kind, item.Name, item.Answer)).ToImmutableArray();
        return !Items.Any(item => IsBound(item, change)) ? Decision.Accept(answers)
            : Void(change, circumstances) is not Decision.Accepted(var voided) ? Void(change, circumstances)
            : Decision.Accept([.. voided, .. answers]);
    }

    /// <summary>True if an approval was given to another answer than this one (A5).</summary>
    private bool IsBound(AnsweredItem item, Change change)
    {
        var key = new RequirementKey(Kind, item.Name);
        return change.Answers.TryGetValue(key, out var given) && given.Answer.Result is not AnswerResult.Failed
            && ContentDigest.TextOf(given.Answer) != ContentDigest.TextOf(item.Answer)
            && change.StagesBeforeWork.Any(stage => stage.Answers.Any(answer => answer.Approves))
            && (Kind is RequirementKind.Criterion ? change.HasPassed(Gate.Approve) : ContentDigest.Covers(change, key));
    }

    /// <summary>What the approvers were shown is only replaced by who may amend the request, and then they are asked again.</summary>
    private Decision Void(Change change, Circumstances circumstances) =>
        Kind is RequirementKind.Criterion || !change.State.IsBeforeWork
            ? new Refusal.ApprovedOtherwise($"{Words} as it was then", "Put the change on hold, or report a problem, if that was wrong.")
        : change.State is ChangeState.OnHold ? new Refusal.WrongState($"replace {Words} of", change.State.Name, "Resume it first.")
        : !Amend.MayAmend(change, circumstances)
            ? new Refusal.NotYourTask($"replace {Words} that was approved of", "the requester and the change owner")
        : Amend.Anew(change, circumstances);

    private bool IsAfterTheWork => Kind is RequirementKind.Verification or RequirementKind.Review;

    private string Words => Kind switch
    {
        RequirementKind.Criterion => "the review",
        RequirementKind.Test => "the tests",
        RequirementKind.Check => "the checklist",
        RequirementKind.Evidence => "the evidence",
        RequirementKind.Verification => "the verification",
        RequirementKind.Documentation => "the documentation",
        RequirementKind.Review => "the post-implementation review",
        RequirementKind.Duty => "the duties",
        RequirementKind.Field => "the fields",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Refusal? Check(AnsweredItem item, Change change, Circumstances circumstances)
    {
        var ofKind = change.Requirements.Where(requirement => requirement.Kind == Kind).ToList();
        var requirement = ofKind.FirstOrDefault(requirement => requirement.Name == item.Name);
        if (requirement is null)
        {
            return ofKind.Count == 0
                ? new Refusal.BadInput($"The policy asks nothing of {Words} for this change.")
                : new Refusal.BadInput($"'{item.Name}' is not part of {Words} of this change{Meant(item.Name, ofKind)}; use one of: {string.Join(", ", ofKind.Select(known => known.Name))}.");
        }

        if (requirement.Owner is { } owner && !Participants.Acts(circumstances.Actor, owner, change, circumstances))
        {
            return new Refusal.NotYourTask($"answer \"{requirement.Title}\" of", owner);
        }

        if (Kind is RequirementKind.Criterion && circumstances.Actor.ToString() == change.Requester)
        {
            return new Refusal.OwnChange();
        }

        if (Kind is RequirementKind.Criterion && requirement.Owner is null && !MayReview(change, circumstances))
        {
            return new Refusal.NotYourSeat(change.OpenStage is { } stage
                ? string.Join(", ", stage.Definition.Seats.SelectMany(seat => seat.Roles).Distinct(StringComparer.Ordinal))
                : "those who approve it, while their approval is open");
        }

        if (Conditions.Is(requirement) && !Conditions.MayTick(change, circumstances))
        {
            return new Refusal.NotYourTask($"answer \"{requirement.Title}\" of", "whoever implements it, change-owner");
        }

        if (item.Answer.Parts.Keys.FirstOrDefault(part => !requirement.Parts.Contains(part)) is { } unknown)
        {
            return new Refusal.BadInput(Nearest.Sentence($"\"{requirement.Title}\" has no part '{unknown}'{Nearest.Hint(unknown, requirement.Parts)}"));
        }

        return item.Answer.Result switch
        {
            AnswerResult.Met => CheckMet(requirement, item.Answer),
            AnswerResult.NotApplicable when requirement.Strength is Strength.Required =>
                new Refusal.BadInput($"\"{requirement.Title}\" always applies; it cannot be set aside."),
            _ when item.Answer.Note.Length == 0 => new Refusal.ReasonRequired($"answer \"{requirement.Title}\" like this"),
            _ => null,
        };
    }

    private static string Meant(string name, List<Requirement> known) =>
        Nearest.Find(name, known.Select(requirement => requirement.Name)) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>To review is for those who are asked to approve, before or after they have answered.</summary>
    private static bool MayReview(Change change, Circumstances circumstances) => change.OpenStage is { } stage
        && (Seating.Possible(stage, change, circumstances).Any(candidate => circumstances.Actor.Is(candidate.Person.Id))
            || stage.Answers.Any(answer => circumstances.Actor.Is(answer.Person)));

    private static Refusal? CheckMet(Requirement requirement, Answer answer)
    {
        if (requirement.Environment is { } environment && answer.Environment != environment)
        {
            return new Refusal.BadInput($"\"{requirement.Title}\" must have run in '{environment}'; send that as its environment.");
        }

        if (requirement.Coverage is { } coverage && (answer.Coverage is not { } reached || reached < coverage))
        {
            return new Refusal.BadInput($"\"{requirement.Title}\" needs a coverage of at least {coverage} %; send it as coverage.");
        }

        var missing = requirement.Parts.Where(part => answer.Parts.GetValueOrDefault(part, "").Length == 0).ToList();
        return missing.Count > 0
            ? new Refusal.BadInput($"\"{requirement.Title}\" also needs: {string.Join(", ", missing)}.")
            : null;
    }
}

/// <summary>One answer.</summary>
public sealed record AnsweredItem(string Name, Answer Answer);
