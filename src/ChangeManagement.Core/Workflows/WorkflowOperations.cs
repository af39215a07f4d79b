using ChangeManagement.Register;
using ChangeManagement.Workflows.Orders;

namespace ChangeManagement.Workflows;

/// <summary>
/// What admins do to workflows. Each operation is in the system log, before it is done and after: an order without its outcome was cut short and
/// may have had its effect, see <see cref="WorkflowOrders"/>. None of them touches a change.
/// </summary>
public sealed class WorkflowOperations(IWorkflowClient workflows, WorkflowOrders orders, SystemLog log, Clock clock)
{
    /// <summary>Pauses an instance. Not in state if it does not run.</summary>
    public Task<OperationOutcome> Suspend(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-suspended", Outcome(workflows.Suspend), instanceId, reason, caller, cancellation);

    /// <summary>Lets a paused instance run on. Not in state if it is not paused.</summary>
    public Task<OperationOutcome> Resume(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-resumed", Outcome(workflows.Resume), instanceId, reason, caller, cancellation);

    /// <summary>Ends an instance; its change shows as unattended until it is restarted. Not in state if it has ended.</summary>
    public Task<OperationOutcome> Terminate(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-terminated", Outcome(workflows.Terminate), instanceId, reason, caller, cancellation);

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
        const string Kind = "workflows-purged";
        var order = new WorkflowOrder(Kind, "*", reason, await orders.Standing(query, cancellation)) { Filter = query };
        var number = await orders.Open(order, caller, clock(), cancellation);
        var purged = await workflows.Purge(query, cancellation);
        await log.Append(
            Kind, new PurgedMany(number, query, purged, reason), purged.ToString(System.Globalization.CultureInfo.InvariantCulture), caller,
            clock(), cancellation, WorkflowOrders.Close(number));
        return purged;
    }

    /// <summary>Raises an event.</summary>
    /// <param name="payload">JSON; null: none.</param>
    /// <param name="eventId">An instance takes an event of the same id once; null: always.</param>
    public async Task<RaiseOutcome> Raise(
        string instanceId, string eventName, System.Text.Json.JsonElement? payload, string? eventId, string reason, Caller caller,
        CancellationToken cancellation)
    {
        if (await workflows.Find(instanceId, cancellation) is not { } found)
        {
            return RaiseOutcome.Unknown;
        }

        var order = new WorkflowOrder("workflow-event-raised", instanceId, reason, WorkflowOrders.Standing(found));
        var number = await orders.Open(order, caller, clock(), cancellation);
        var outcome = await workflows.Raise(instanceId, eventName, payload, eventId, cancellation);
        await (outcome == RaiseOutcome.Accepted
            ? Obeyed(order, new EventRaised(number, instanceId, eventName, reason), number, caller, cancellation)
            : Void(order, number, caller, cancellation));
        return outcome;
    }

    private Func<string, string, CancellationToken, Task<OperationOutcome>> Outcome(Func<string, string, CancellationToken, Task<bool>> order) =>
        async (id, reason, cancellation) =>
            await order(id, reason, cancellation) ? OperationOutcome.Done
            : await workflows.Find(id, cancellation) is null ? OperationOutcome.Unknown
            : OperationOutcome.NotInState;

    private async Task<OperationOutcome> Do(
        string kind, Func<string, string, CancellationToken, Task<OperationOutcome>> operation, string instanceId, string reason, Caller caller,
        CancellationToken cancellation)
    {
        if (await workflows.Find(instanceId, cancellation) is not { } found)
        {
            return OperationOutcome.Unknown;
        }

        var order = new WorkflowOrder(kind, instanceId, reason, WorkflowOrders.Standing(found));
        var number = await orders.Open(order, caller, clock(), cancellation);
        var outcome = await operation(instanceId, reason, cancellation);
        await (outcome == OperationOutcome.Done
            ? Obeyed(order, new Operation(number, instanceId, reason), number, caller, cancellation)
            : Void(order, number, caller, cancellation));
        return outcome;
    }

    private Task Obeyed<T>(WorkflowOrder order, T outcome, long number, Caller caller, CancellationToken cancellation) =>
        log.Append(order.Operation, outcome, order.InstanceId, caller, clock(), cancellation, WorkflowOrders.Close(number));

    private Task Void(WorkflowOrder order, long number, Caller caller, CancellationToken cancellation) => log.Append(
        "workflow-operation-void", new Voided(number, order.Operation, order.InstanceId, order.Reason), order.InstanceId,
        new Caller(caller.Actor, caller.Correlation), clock(), cancellation, WorkflowOrders.Close(number));

    private sealed record Operation(long Order, string InstanceId, string Reason);

    private sealed record Voided(long Order, string Operation, string InstanceId, string Reason);

    private sealed record EventRaised(long Order, string InstanceId, string Event, string Reason);

    private sealed record PurgedMany(long Order, WorkflowQuery Filter, int Purged, string Reason);
}
