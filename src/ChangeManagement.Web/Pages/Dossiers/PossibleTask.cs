using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>Something that a person can do with a change as it is now, or could if it were not for what stands in the way.</summary>
/// <param name="Name">The last part of the address that its form is sent to.</param>
/// <param name="Obstacle">What is to be done first; null: nothing.</param>
public sealed record PossibleTask(string Name, string? Obstacle)
{
    // Any text: the question is whether the person may say something, not what.
    private const string Something = "–";

    /// <summary>What the person can do: the decider is asked about each command, so the page never offers what would be refused outright.</summary>
    public static IEnumerable<PossibleTask> Of(Change change, Circumstances circumstances) =>
        from task in All(change, circumstances)
        let refusal = task.Command.Decide(change, circumstances) is Decision.Refused(var why) ? why : null
        where refusal is null or Refusal.GateShut { Gate: not Gate.Close } or Refusal.OutsideWindow or Refusal.ApprovedOtherwise
        select new PossibleTask(task.Name, refusal?.Message);

    /// <summary>True if the person may answer the requirement.</summary>
    public static bool MayAnswer(Requirement requirement, Change change, Circumstances circumstances) => requirement.Kind is RequirementKind.Field
        ? MayAmend(change, circumstances)
        : new AnswerRequirements(requirement.Kind, [new AnsweredItem(requirement.Name, Attempt)]).Decide(change, circumstances) is Decision.Accepted;

    /// <summary>A failure with a note is accepted of whoever may answer at all, whatever the requirement wants to see.</summary>
    private static Answer Attempt { get; } = Answer.Met(Something) with { Result = AnswerResult.Failed };

    private static bool MayAmend(Change change, Circumstances circumstances) =>
        new Amend(Facts.None).Decide(change, circumstances) is Decision.Accepted;

    private static IEnumerable<(string Name, ChangeCommand Command)> All(Change change, Circumstances circumstances)
    {
        yield return (TaskNames.DecideRollback, new DecideRollback(RollBack: true, Something));
        yield return (TaskNames.CompleteRollback, new CompleteRollback(Answer.NoParts));
        yield return (TaskNames.Contest, new Contest(Something));
        yield return (TaskNames.Resume, new Resume());
        if (change.OpenStage is { Definition.Verbal: true } stage && Voices(stage, change, circumstances).FirstOrDefault() is { } voice)
        {
            yield return (TaskNames.Authorize, new Authorize(voice.Person.Id, Something, At: null, Role: null));
        }

        yield return (TaskNames.Implement, new Implement(Plan: "", At: null, MaintenanceWindow: false, AverageTime: null));
        // Whoever may report a failure may report success; what success needs is listed in the form.
        yield return (TaskNames.Complete, new Complete(Succeeded: false, Something, Facts.None, Answer.NoParts, Severity.Medium));
        // Closing is all or nothing: it is offered to whoever can answer all that is left.
        yield return (TaskNames.Close, new Close(Facts.None, Closable(change, circumstances)
            .ToImmutableSortedDictionary(requirement => requirement.Name, _ => Something, StringComparer.Ordinal)));
        yield return (TaskNames.ReportProblem, new ReportProblem(Severity.Medium, Something, Trigger: null, Incident: null));
        yield return (TaskNames.Hold, new Hold(Something));
        yield return (TaskNames.Withdraw, new Withdraw(Something));
    }

    /// <summary>What the person can answer with a sentence of that which stands before closure.</summary>
    internal static IEnumerable<Requirement> Closable(Change change, Circumstances circumstances) =>
        from requirement in change.Open(Gate.Close)
        where requirement is { Kind: not RequirementKind.Field, Parts.IsEmpty: true, Environment: null, Coverage: null }
        where MayAnswer(requirement, change, circumstances)
        select requirement;

    /// <summary>Whose authorization by voice the person could record.</summary>
    internal static IEnumerable<Candidate> Voices(StageProgress stage, Change change, Circumstances circumstances) =>
        Seating.Asked(stage, change, circumstances).Where(candidate => !circumstances.Actor.Is(candidate.Person.Id));
}
