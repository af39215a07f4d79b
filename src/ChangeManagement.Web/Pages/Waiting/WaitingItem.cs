using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Dossiers;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Pages.Waiting;

/// <summary>One thing in one change that waits for a person.</summary>
/// <param name="What">What is to be done.</param>
/// <param name="Due">Until when; null: no deadline.</param>
/// <param name="Path">Where to do it.</param>
public sealed record WaitingItem(WaitingKind Kind, Change Change, string What, DateTimeOffset? Due, string Path)
{
    /// <summary>Everything in the change that waits for the person of the circumstances.</summary>
    public static IEnumerable<WaitingItem> Of(Change change, Circumstances circumstances) =>
        change.State.IsEnded || change.State is ChangeState.OnHold ? []
        : [.. Seats(change, circumstances), .. Questions(change, circumstances), .. Rollback(change, circumstances), .. Owed(change, circumstances), .. Work(change, circumstances)];

    private static IEnumerable<WaitingItem> Seats(Change change, Circumstances circumstances) =>
        from stage in change.Stages
        where stage.Status is StageStatus.Open && circumstances.Actor.Kind is ActorKind.Person
        let seat = Seating.SeatOf(circumstances.Actor.Id, role: null, stage, change, circumstances)
        where seat is not null
        select new WaitingItem(
            WaitingKind.Decision, change, $"{stage.Definition.Title}, as {RoleWords.Of(seat.Role, circumstances.Policy)}", stage.Due,
            $"/changes/{change.Number}/approval");

    private static IEnumerable<WaitingItem> Questions(Change change, Circumstances circumstances) =>
        from question in change.Questions
        where question.Answer is null && AnswerQuestion.MayAnswer(change, circumstances)
        select new WaitingItem(
            WaitingKind.Decision, change, $"Answer a question: {question.Text}", change.Stages.FirstOrDefault(stage => stage.Definition.Name == question.Stage)?.Due,
            PathOf(change));

    private static IEnumerable<WaitingItem> Rollback(Change change, Circumstances circumstances)
    {
        if (change.Rollback is { RollBack: null } question
            && RollbackClock.MayDecide(rollBack: false, change, circumstances))
        {
            yield return new WaitingItem(WaitingKind.Decision, change, "Decide whether to roll back", question.Limit, PathOf(change));
        }
    }

    private static IEnumerable<WaitingItem> Owed(Change change, Circumstances circumstances) =>
        from requirement in Open(change)
        where requirement.Owner is { } owner && Participants.Acts(circumstances.Actor, owner, change, circumstances)
        where PossibleTask.MayAnswer(requirement, change, circumstances)
        select new WaitingItem(WaitingKind.Owed, change, requirement.Title, DueOf(requirement, change), PathOf(change));

    /// <summary>The next step of whoever does the work, or what stands before it and has no owner of its own.</summary>
    private static IEnumerable<WaitingItem> Work(Change change, Circumstances circumstances)
    {
        var open = Open(change).Where(requirement => requirement.Owner is null
            && (requirement.Kind is RequirementKind.Field || Participants.MayImplement(circumstances.Actor, change, circumstances))
            && PossibleTask.MayAnswer(requirement, change, circumstances)).ToList();
        if (open.Count > 0)
        {
            var more = open.Count == 1 ? "" : $" and {open.Count - 1} more";
            yield return new WaitingItem(
                WaitingKind.Owed, change, $"{open[0].Title}{more}, {Before(open[0].Before)}", open.Min(requirement => DueOf(requirement, change)), PathOf(change));
        }

        if (Step(change) is var (task, words) && PossibleTask.Of(change, circumstances).Any(possible => possible.Name == task))
        {
            yield return new WaitingItem(WaitingKind.Work, change, words, change.EstimatedCompletion, PathOf(change));
        }
    }

    /// <summary>What is asked now: of a change before its work nothing that comes after it.</summary>
    private static IEnumerable<Requirement> Open(Change change) => change.Requirements.Where(requirement =>
        requirement.Blocks && !change.IsMet(requirement) && requirement.Kind is not RequirementKind.Criterion
        && (requirement.Before < Gate.Complete || !change.State.IsBeforeWork || change.Clocks.ContainsKey(RequirementKey.Of(requirement))));

    private static DateTimeOffset? DueOf(Requirement requirement, Change change) => change.Clocks.GetValueOrDefault(RequirementKey.Of(requirement))?.Due;

    /// <summary>A start that is scheduled comes by itself.</summary>
    private static (string Task, string Words)? Step(Change change) => change.State switch
    {
        ChangeState.Approved when change.ScheduledStart is null && !change.Open(Gate.Implement).Any() => (TaskNames.Implement, "Do the work or schedule it"),
        ChangeState.Implementing => (TaskNames.Complete, "Report the work as done"),
        ChangeState.RollingBack => (TaskNames.CompleteRollback, "Restore the state before"),
        _ => null,
    };

    private static string Before(Gate gate) => gate switch
    {
        Gate.Submit or Gate.Approve => "before the approval",
        Gate.Implement => "before the work",
        Gate.Complete => "before the work is done",
        Gate.Close => "before closure",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string PathOf(Change change) => $"/changes/{change.Number}";
}

/// <summary>What sort of thing waits.</summary>
public enum WaitingKind
{
    /// <summary>A seat to fill, or a rollback to decide on.</summary>
    Decision,

    /// <summary>Something that a role of the person owes.</summary>
    Owed,

    /// <summary>Work that the person asked for or does.</summary>
    Work,
}
