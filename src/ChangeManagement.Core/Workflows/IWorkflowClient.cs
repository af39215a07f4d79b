namespace ChangeManagement.Workflows;

/// <summary>
/// Starts, wakes and watches workflows from outside. One implementation per host: the embedded engine keeps everything that is said here. In Azure,
/// Durable Functions keeps less, and the members say so with "In Azure".
/// </summary>
public interface IWorkflowClient
{
    /// <summary>
    /// Starts an instance, or finds the one that the same request started before: safe to repeat.
    /// Completes when the start is on disk.
    /// </summary>
    Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation);

    /// <summary>
    /// Raises an event. One with an id that the instance has seen is accepted and ignored. In Azure, one that is raised in the moment in which the
    /// instance ends may be accepted and not read.
    /// </summary>
    Task<RaiseOutcome> Raise(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation);

    /// <summary>The instance as last committed; null if there is none.</summary>
    Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation);

    /// <summary>
    /// A page of instances, the most recently updated first. In Azure, it is made of the first 10,000 that fit by state, start and id; none is
    /// quarantined.
    /// </summary>
    /// <exception cref="UnknownCursorException">The query goes on after something that is no page's end.</exception>
    Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation);

    /// <summary>Failed and quarantined instances by what went wrong, the largest group first. In Azure, of the first 10,000 failed ones.</summary>
    Task<IReadOnlyList<WorkflowErrorGroup>> ErrorGroups(CancellationToken cancellation);

    /// <summary>The turns of an instance's present generation after one (0: from the first), in order; empty if there are none. In Azure, always
    /// empty: the monitor of Durable Functions shows histories.</summary>
    Task<IReadOnlyList<HistoryTurn>> ReadHistory(string instanceId, int after, int limit, CancellationToken cancellation);

    /// <summary>
    /// Events are kept but nothing runs until <see cref="Resume"/>. False if there is no such running instance. In Azure, this and the orders below
    /// are accepted, and show once they are worked off; the reason of a suspension is not shown.
    /// </summary>
    Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>Runs on with what was kept. False if there is no such suspended instance.</summary>
    Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>Ends the instance without running it further. False if there is none or it has ended.</summary>
    Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>
    /// Takes a failure back: activities and children that failed run again, and so does the turn in which the instance failed; what succeeded
    /// stays. A failure that the code dealt with stays too. What the failed turn sent to others may be sent again.
    /// <see cref="OperationOutcome.NotInState"/> if it has not failed.
    /// </summary>
    Task<OperationOutcome> Rewind(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>
    /// Runs an instance that has ended, or was quarantined, from its first line: same id, same input, next generation. Its earlier children are
    /// purged, and the ids of events that it had seen are forgotten. <see cref="OperationOutcome.NotInState"/> while it runs or is suspended:
    /// terminate it first. In Azure, children that have ended stay until the workflow calls them again, and every generation is called 1.
    /// </summary>
    Task<OperationOutcome> Restart(string instanceId, string reason, CancellationToken cancellation);

    /// <summary>
    /// Removes an instance that has ended, its history and its children, for good. <see cref="OperationOutcome.NotInState"/> if it has not ended.
    /// In Azure, nobody asks whether a child still runs.
    /// </summary>
    Task<OperationOutcome> Purge(string instanceId, CancellationToken cancellation);

    /// <summary>
    /// Removes every instance that fits, as <see cref="Purge(string, CancellationToken)"/> does one; those that run, or have a parent or child
    /// that does, are passed over. Limit and cursor of the query do not count. Gives how many were removed, children included. In Azure, families
    /// are not looked at, and only what <see cref="Query"/> can see is removed; ask again until it is 0.
    /// </summary>
    Task<int> Purge(WorkflowQuery query, CancellationToken cancellation);

    /// <summary>How many instances <see cref="Purge(WorkflowQuery, CancellationToken)"/> would remove now.</summary>
    Task<int> CountPurgeable(WorkflowQuery query, CancellationToken cancellation);
}

/// <summary>What became of an operation on an instance that has ended.</summary>
public enum OperationOutcome
{
    /// <summary>Done, and on disk.</summary>
    Done,

    /// <summary>No instance has that id.</summary>
    Unknown,

    /// <summary>The instance stands where the operation does not apply; nothing was done.</summary>
    NotInState,

    /// <summary>A child has not ended yet; nothing was done. Terminated children end within moments.</summary>
    ChildRuns,
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
    /// <summary>1, and one more with every restart and rewind.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Equal for failures that differ only in numbers and ids; null if nothing went wrong.</summary>
    public string? ErrorGroup { get; init; }

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
    string? After = null)
{
    /// <summary>Started before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>A <see cref="WorkflowErrorGroup.Group"/>.</summary>
    public string? ErrorGroup { get; init; }

    /// <summary>One of the <c>phases</c> in the status of an instance that has not ended.</summary>
    public string? WaitingFor { get; init; }
}

/// <summary>Failures that differ only in numbers and ids.</summary>
/// <param name="Group">Stable as long as the message is.</param>
/// <param name="Count">Instances that stand with it now.</param>
/// <param name="Latest">When the last one of them moved.</param>
/// <param name="ErrorType">Of the last one.</param>
/// <param name="ErrorMessage">Of the last one.</param>
public sealed record WorkflowErrorGroup(string Group, int Count, DateTimeOffset Latest, string? ErrorType, string? ErrorMessage);

/// <summary>One turn of a history: what came in and what the code made of it, as a JSON array.</summary>
/// <param name="Turn">Counted from 1.</param>
/// <param name="Events">The first line says when the turn ran.</param>
public sealed record HistoryTurn(int Turn, string Events);

/// <summary>One page; <paramref name="Next"/> is null on the last.</summary>
public sealed record WorkflowPage(IReadOnlyList<WorkflowInstance> Instances, string? Next);
