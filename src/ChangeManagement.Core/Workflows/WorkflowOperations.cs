using ChangeManagement.Register;

namespace ChangeManagement.Workflows;

/// <summary>What admins do to workflows; each operation that had an effect is in the system log. None of them touches a change.</summary>
public sealed class WorkflowOperations(IWorkflowClient workflows, SystemLog log, Clock clock)
{
    /// <summary>Pauses an instance. Not in state if it does not run.</summary>
    public Task<OperationOutcome> Suspend(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-suspended", Order(workflows.Suspend), instanceId, reason, caller, cancellation);

    /// <summary>Lets a paused instance run on. Not in state if it is not paused.</summary>
    public Task<OperationOutcome> Resume(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-resumed", Order(workflows.Resume), instanceId, reason, caller, cancellation);

    /// <summary>Ends an instance; its change shows as unattended until it is restarted. Not in state if it has ended.</summary>
    public Task<OperationOutcome> Terminate(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-terminated", Order(workflows.Terminate), instanceId, reason, caller, cancellation);

    /// <summary>Has a failed instance try again what failed.</summary>
    public Task<OperationOutcome> Rewind(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-rewound", workflows.Rewind, instanceId, reason, caller, cancellation);

    /// <summary>Runs an instance that has ended or was quarantined from its beginning.</summary>
    public Task<OperationOutcome> Restart(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-restarted", workflows.Restart, instanceId, reason, caller, cancellation);

    /// <summary>Removes an instance that has ended, with its history and children. The workflow of an open change is started anew by the sweeper.</summary>
    public Task<OperationOutcome> Purge(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-purged", (id, _, token) => workflows.Purge(id, token), instanceId, reason, caller, cancellation);

    /// <summary>Removes all that fit and have ended; how many these were, children included.</summary>
    public async Task<int> Purge(WorkflowQuery query, string reason, Caller caller, CancellationToken cancellation)
    {
        var purged = await workflows.Purge(query, cancellation);
        await log.Append(
            "workflows-purged", new PurgedMany(query, purged, reason), purged.ToString(System.Globalization.CultureInfo.InvariantCulture), caller,
            clock(), cancellation);
        return purged;
    }

    /// <summary>Raises an event. It is not in the log if nothing took it.</summary>
    /// <param name="payload">JSON; null: none.</param>
    /// <param name="eventId">An instance takes an event of the same id once; null: always.</param>
    public async Task<RaiseOutcome> Raise(
        string instanceId, string eventName, System.Text.Json.JsonElement? payload, string? eventId, string reason, Caller caller,
        CancellationToken cancellation)
    {
        var outcome = await workflows.Raise(instanceId, eventName, payload, eventId, cancellation);
        if (outcome == RaiseOutcome.Accepted)
        {
            await log.Append("workflow-event-raised", new EventRaised(instanceId, eventName, reason), instanceId, caller, clock(), cancellation);
        }

        return outcome;
    }

    private Func<string, string, CancellationToken, Task<OperationOutcome>> Order(Func<string, string, CancellationToken, Task<bool>> order) =>
        async (id, reason, cancellation) =>
            await order(id, reason, cancellation) ? OperationOutcome.Done
            : await workflows.Find(id, cancellation) is null ? OperationOutcome.Unknown
            : OperationOutcome.NotInState;

    private async Task<OperationOutcome> Do(
        string kind, Func<string, string, CancellationToken, Task<OperationOutcome>> operation, string instanceId, string reason, Caller caller,
        CancellationToken cancellation)
    {
        var outcome = await operation(instanceId, reason, cancellation);
        if (outcome == OperationOutcome.Done)
        {
            await log.Append(kind, new Operation(instanceId, reason), instanceId, caller, clock(), cancellation);
        }

        return outcome;
    }

    private sealed record Operation(string InstanceId, string Reason);

    private sealed record EventRaised(string InstanceId, string Event, string Reason);

    private sealed record PurgedMany(WorkflowQuery Filter, int Purged, string Reason);
}
