namespace ChangeManagement.Changes;

/// <summary>Where a change stands. One life cycle inside; <see cref="Name"/> is mapped to the policy's words on the way out.</summary>
public abstract record ChangeState
{
    /// <summary>Seats that must be filled before the work are open.</summary>
    public sealed record AwaitingApproval : ChangeState;

    /// <summary>Free to be implemented once its gate is open; scheduled if the change has a start.</summary>
    public sealed record Approved : ChangeState;

    /// <summary>The work is being done.</summary>
    public sealed record Implementing : ChangeState;

    /// <summary>The work is done; what is owed before closure follows.</summary>
    public sealed record Completed : ChangeState;

    /// <summary>The work did not succeed; to be rolled back, or closed as failed.</summary>
    public sealed record Failed : ChangeState;

    /// <summary>It was decided to roll back; the steps are being executed.</summary>
    public sealed record RollingBack : ChangeState;

    /// <summary>Rolled back; its record is owed before closure.</summary>
    public sealed record RolledBack : ChangeState;

    /// <summary>Paused before the work; <paramref name="Before"/> is where it goes on.</summary>
    public sealed record OnHold(ChangeState Before) : ChangeState;

    /// <summary>At its end after the work.</summary>
    public sealed record Closed(Outcome Outcome) : ChangeState;

    /// <summary>Ended by a seat, or at once by the policy.</summary>
    public sealed record Rejected : ChangeState;

    /// <summary>Ended because the answers did not come; it may be submitted again.</summary>
    public sealed record Expired : ChangeState;

    /// <summary>Ended by its requester.</summary>
    public sealed record Withdrawn : ChangeState;

    /// <summary>Recorded only: the policy excludes it.</summary>
    public sealed record OutOfScope : ChangeState;

    /// <summary>The stored name, in the register and in filters.</summary>
    public string Name => this switch
    {
        AwaitingApproval => "awaiting-approval",
        Approved => "approved",
        Implementing => "implementing",
        Completed => "completed",
        Failed => "failed",
        RollingBack => "rolling-back",
        RolledBack => "rolled-back",
        OnHold => "on-hold",
        Closed => "closed",
        Rejected => "rejected",
        Expired => "expired",
        Withdrawn => "withdrawn",
        OutOfScope => "out-of-scope",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Every name, in the order of a change's life.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "awaiting-approval", "approved", "implementing", "completed", "failed", "rolling-back", "rolled-back", "on-hold", "closed",
        "rejected", "expired", "withdrawn", "out-of-scope",
    ];

    /// <summary>True where nothing more can happen but a report of a problem.</summary>
    public bool IsEnded => this is Closed or Rejected or Expired or Withdrawn or OutOfScope;

    /// <summary>True once the work has failed or was undone.</summary>
    public bool IsWithoutSuccess => this is Failed or RolledBack or Closed { Outcome: not Outcome.Successful };

    /// <summary>True while the work has not begun.</summary>
    public bool IsBeforeWork => this is AwaitingApproval or Approved or OnHold;
}

/// <summary>How the work ended.</summary>
public enum Outcome
{
    /// <summary>Done and kept.</summary>
    Successful,

    /// <summary>Not done, nothing to roll back or kept as it was.</summary>
    Failed,

    /// <summary>Undone.</summary>
    RolledBack,
}
