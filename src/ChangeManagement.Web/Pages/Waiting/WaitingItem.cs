using ChangeManagement.Changes;
using ChangeManagement.Policies;
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
        : [.. Seats(change, circumstances), .. Rollback(change, circumstances), .. Owed(change, circumstances), .. Work(change, circumstances)];

    private static IEnumerable<WaitingItem> Seats(Change change, Circumstances circumstances) =>
        from stage in change.Stages
        where stage.Status is StageStatus.Open
        from candidate in Seating.Asked(stage, change, circumstances)
        where circumstances.Actor.Is(candidate.Person.Id)
        select new WaitingItem(
            WaitingKind.Decision, change, $"{stage.Definition.Title}, as {RoleWords.Of(candidate.Role, circumstances.Policy)}", stage.Due,
            $"/changes/{change.Number}/approval");

    private static IEnumerable<WaitingItem> Rollback(Change change, Circumstances circumstances)
    {
        if (change.Rollback is { RollBack: null } question
            && RollbackClock.MayDecide(rollBack: false, change, circumstances))
        {
            yield return new WaitingItem(WaitingKind.Decision, change, "Decide whether to roll back", question.Due, PathOf(change));
        }
    }

    private static IEnumerable<WaitingItem> Owed(Change change, Circumstances circumstances) =>
        from requirement in change.Requirements
        where requirement.Blocks && !change.IsMet(requirement)
        where requirement.Kind is not RequirementKind.Criterion && (requirement.Before < Gate.Complete || !change.State.IsBeforeWork)
        where requirement.Owner is { } owner && Participants.Acts(circumstances.Actor, owner, change, circumstances)
        select new WaitingItem(
            WaitingKind.Owed, change, requirement.Title, change.Clocks.GetValueOrDefault(RequirementKey.Of(requirement))?.Due, PathOf(change));

    private static IEnumerable<WaitingItem> Work(Change change, Circumstances circumstances)
    {
        var isMine = circumstances.Actor.ToString() == (change.Implementer ?? change.Requester);
        if (isMine && Step(change) is { } step)
        {
            yield return new WaitingItem(WaitingKind.Work, change, step, change.ScheduledStart ?? change.EstimatedCompletion, PathOf(change));
        }
    }

    private static string? Step(Change change) => change.State switch
    {
        ChangeState.Approved => "Do the work or schedule it",
        ChangeState.Implementing => "Report the work as done",
        ChangeState.RollingBack => "Restore the state before",
        ChangeState.RolledBack or ChangeState.Completed or ChangeState.Failed when change.Open(Gate.Close).Any(open => open.Owner is null) =>
            "Write what is owed before closure",
        _ => null,
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
