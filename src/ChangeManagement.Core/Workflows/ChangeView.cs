using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Workflows;

/// <summary>What the workflow of a change needs to know of it; no personal data, because histories are readable.</summary>
public sealed record ChangeView
{
    /// <summary>How many events the change has.</summary>
    public required long Version { get; init; }

    /// <summary>The run that the change is in; another one means that this workflow was superseded.</summary>
    public required int Run { get; init; }

    /// <summary>The round of its approvals.</summary>
    public required int Round { get; init; }

    /// <summary>The stored name of its state.</summary>
    public required string State { get; init; }

    /// <summary>True at its end.</summary>
    public required bool IsEnded { get; init; }

    /// <summary>True once the reviewers have assessed all they must.</summary>
    public required bool IsReviewed { get; init; }

    /// <summary>True once every stage before the work is approved.</summary>
    public required bool IsApproved { get; init; }

    /// <summary>True once nothing but time stands before the work.</summary>
    public required bool IsReady { get; init; }

    /// <summary>True once the work has begun.</summary>
    public required bool IsStarted { get; init; }

    /// <summary>True once the work was done, failed or undone.</summary>
    public required bool IsWorkOver { get; init; }

    /// <summary>True unless a rollback is to be decided or executed.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>True once it was verified and watched for as long as the policy says.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>True once everything that must be written is.</summary>
    public required bool IsDocumented { get; init; }

    /// <summary>True once the post-implementation review has its answers.</summary>
    public required bool IsReviewHeld { get; init; }

    /// <summary>True once nothing is owed any more, approvals after the fact included.</summary>
    public required bool AreDutiesDone { get; init; }

    /// <summary>When time next causes something; null: never.</summary>
    public DateTimeOffset? NextDeadline { get; init; }

    /// <summary>What a workflow sees of a change.</summary>
    public static ChangeView Of(Change change) => new()
    {
        Version = change.Version,
        Run = change.Run,
        Round = change.Round,
        State = change.State.Name,
        IsEnded = change.State.IsEnded,
        IsReviewed = change.Open(Gate.Approve).All(requirement => requirement.Kind is not RequirementKind.Criterion),
        IsApproved = change.State is not (ChangeState.AwaitingApproval or ChangeState.OnHold),
        IsReady = change.State is not ChangeState.OnHold && !change.Open(Gate.Implement).Any(),
        IsStarted = change.StartedAt is not null,
        IsWorkOver = change.IsWorkOver,
        IsSettled = change.Rollback is null or { RollBack: not null } && change.State is not ChangeState.RollingBack,
        IsVerified = change.MonitoredUntil is null && OwesNone(change, RequirementKind.Verification, RequirementKind.Check, RequirementKind.Test),
        IsDocumented = OwesNone(change, RequirementKind.Documentation, RequirementKind.Evidence, RequirementKind.Field),
        IsReviewHeld = OwesNone(change, RequirementKind.Review),
        AreDutiesDone = OwesNone(change, RequirementKind.Duty)
            && change.Stages.All(stage => stage.Definition.Before is not Gate.Close
                || stage.Status is StageStatus.Approved or StageStatus.Withheld),
        NextDeadline = Deadline.Of(change).FirstOrDefault()?.At,
    };

    private static bool OwesNone(Change change, params ReadOnlySpan<RequirementKind> kinds)
    {
        foreach (var requirement in change.Open(Gate.Close))
        {
            if (kinds.Contains(requirement.Kind))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The input of a change's workflow.</summary>
public sealed record ChangeRun(string Number, int Run);

/// <summary>Rings a change's workflow; it reads the register and trusts nothing else.</summary>
/// <param name="Version">The version that it was rung for.</param>
public sealed record Doorbell(long Version);

/// <summary>The input of <see cref="ChangeActivities.Attend"/>.</summary>
/// <param name="ToldVersion">Up to which event the notifications were sent.</param>
/// <param name="HasTimePassed">True to record first what time has caused.</param>
public sealed record Attendance(string Number, long ToldVersion, bool HasTimePassed);

/// <summary>What admins see of a change's workflow.</summary>
/// <param name="Phases">The phases that are waiting; more than one in an emergency.</param>
/// <param name="State">The change's state as the workflow last saw it.</param>
/// <param name="Until">The next deadline; null: none.</param>
public sealed record WorkflowStatus(IReadOnlyList<string> Phases, string State, long Version, DateTimeOffset? Until);
