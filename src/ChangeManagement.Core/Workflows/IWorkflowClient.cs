namespace ChangeManagement.Workflows;

/// <summary>Starts, wakes and watches workflows from outside. One implementation per host.</summary>
public interface IWorkflowClient
{
    /// <summary>
    /// Starts an instance, or finds the one that the same request started before: safe to repeat.
    /// Completes when the start is on disk.
    /// </summary>
    Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation);

    /// <summary>Raises an event. One with an id that the instance has seen is accepted and ignored.</summary>
    Task<RaiseOutcome> Raise(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation);

    /// <summary>The instance as last committed; null if there is none.</summary>
    Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation);

    /// <summary>A page of instances, the most recently updated first.</summary>
    /// <exception cref="UnknownCursorException">The query goes on after something that is no page's end.</exception>
    Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation);

    /// <summary>Events are kept but nothing runs until <see cref="Resume"/>. False if there is no such running instance.</summary>
    Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>Runs on with what was kept. False if there is no such suspended instance.</summary>
    Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>Ends the instance without running it further. False if there is none or it has ended.</summary>
    Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation);
}

/// <summary>What became of a request to start.</summary>
public enum StartOutcome
{
    /// <summary>A new instance was created.</summary>
    Started,

    /// <summary>The same request had created it before.</summary>
    AlreadyStarted,

    /// <summary>The id belongs to an instance of another kind or input; nothing was done.</summary>
    IdTaken,
}

/// <summary>What became of a raised event.</summary>
public enum RaiseOutcome
{
    /// <summary>On disk; it will be delivered exactly once.</summary>
    Accepted,

    /// <summary>No instance has that id.</summary>
    Unknown,

    /// <summary>The instance has ended.</summary>
    Ended,
}

/// <summary>Where an instance stands.</summary>
public enum WorkflowState
{
    /// <summary>Started, no turn run yet.</summary>
    Pending,

    /// <summary>Running or waiting.</summary>
    Running,

    /// <summary>Paused by an admin.</summary>
    Suspended,

    /// <summary>Returned its output.</summary>
    Completed,

    /// <summary>Ended by an unhandled failure.</summary>
    Failed,

    /// <summary>Ended by an admin.</summary>
    Terminated,

    /// <summary>Set aside because its code no longer matches its history or it crashed the process; tried again after a deployment.</summary>
    Quarantined,
}

/// <summary>One instance as admins see it. Input, output and status are JSON.</summary>
public sealed record WorkflowInstance(
    string InstanceId,
    string Kind,
    WorkflowState State,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Completed,
    string? Input,
    string? Output,
    string? CustomStatus,
    string? ErrorType,
    string? ErrorMessage)
{
    /// <summary>True while it runs or is about to: nobody paused or ended it, and it did not fail.</summary>
    public bool IsAttending => State is WorkflowState.Pending or WorkflowState.Running;
}

/// <summary>Which instances to list. Null means any; <paramref name="After"/> is the <c>Next</c> of the page before.</summary>
public sealed record WorkflowQuery(
    WorkflowState? State = null,
    string? Kind = null,
    string? IdPrefix = null,
    DateTimeOffset? UpdatedBefore = null,
    int Limit = 50,
    string? After = null);

/// <summary>One page; <paramref name="Next"/> is null on the last.</summary>
public sealed record WorkflowPage(IReadOnlyList<WorkflowInstance> Instances, string? Next);
