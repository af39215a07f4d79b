using System.Text.Json;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Durable;

/// <summary>
/// Starts, wakes and watches workflows on Durable Functions. It takes a start for an id that runs as an order to end what runs, and an event for
/// nobody as delivered; so a start refuses every id that exists, and an event is raised only after a look.
/// </summary>
public sealed class DurableWorkflowClient(TaskHub hub, WorkflowCatalog catalog) : IWorkflowClient
{
    private const int MostGroups = 100;

    private static readonly OrchestrationRuntimeStatus[] Any =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    /// <inheritdoc/>
    public async Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation)
    {
        WorkflowLimits.CheckId(instanceId);
        if (!catalog.TryGetWorkflow(kind, out _))
        {
            // Durable Functions would accept it and never run it.
            throw new ArgumentException(catalog.HasNoWorkflow(kind), nameof(kind));
        }

        try
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(
                kind, input, new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Any), cancellation);
            return StartOutcome.Started;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Each backend refuses an id that exists with an exception of its own.
            if (await hub.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) is not { } found)
            {
                throw;
            }

            return found.Name == kind && IsSame(found.SerializedInput, input) ? StartOutcome.AlreadyStarted : StartOutcome.IdTaken;
        }
    }

    /// <inheritdoc/>
    public async Task<RaiseOutcome> Raise(
        string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (await StateOf(instanceId, cancellation) is not { } state)
        {
            return RaiseOutcome.Unknown;
        }

        if (DurableInstances.HasEnded(state))
        {
            return RaiseOutcome.Ended;
        }

        await hub.Client.RaiseEventAsync(instanceId, eventName, WorkflowEvent.Of(eventId, payload), cancellation);
        return RaiseOutcome.Accepted;
    }

    /// <inheritdoc/>
    public async Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation) =>
        await hub.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) is { } found ? DurableInstances.Of(found) : null;

    /// <inheritdoc/>
    public Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation) =>
        DurableInstances.Page(hub.Client, query, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowErrorGroup>> ErrorGroups(CancellationToken cancellation)
    {
        var failed = await DurableInstances.Read(hub.Client, new WorkflowQuery(WorkflowState.Failed), cancellation);
        return
        [
            .. failed
                .GroupBy(instance => instance.ErrorGroup!, StringComparer.Ordinal)
                .Select(group => (group.Key, Count: group.Count(), Latest: group.MaxBy(instance => instance.Updated)!))
                .Select(group => new WorkflowErrorGroup(
                    group.Key, group.Count, group.Latest.Updated, group.Latest.ErrorType, group.Latest.ErrorMessage))
                .OrderByDescending(group => group.Count)
                .ThenByDescending(group => group.Latest)
                .Take(MostGroups),
        ];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryTurn>> ReadHistory(string instanceId, int after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<HistoryTurn>>([]);

    /// <inheritdoc/>
    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation) => Order(
        instanceId,
        state => state is WorkflowState.Pending or WorkflowState.Running,
        client => client.SuspendInstanceAsync(instanceId, reason, cancellation),
        cancellation);

    /// <inheritdoc/>
    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation) => Order(
        instanceId,
        state => state is WorkflowState.Suspended,
        client => client.ResumeInstanceAsync(instanceId, reason, cancellation),
        cancellation);

    /// <inheritdoc/>
    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation) => Order(
        instanceId,
        state => !DurableInstances.HasEnded(state),
        client => client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason, Recursive: true), cancellation),
        cancellation);

    /// <inheritdoc/>
    public Task<OperationOutcome> Rewind(string instanceId, string reason, CancellationToken cancellation) => Revive(
        instanceId,
        state => state is WorkflowState.Failed,
        client => client.RewindInstanceAsync(instanceId, reason, cancellation),
        cancellation);

    /// <inheritdoc/>
    public Task<OperationOutcome> Restart(string instanceId, string reason, CancellationToken cancellation) => Revive(
        instanceId,
        DurableInstances.HasEnded,
        client => client.RestartAsync(instanceId, restartWithNewInstanceId: false, cancellation),
        cancellation);

    /// <inheritdoc/>
    public async Task<OperationOutcome> Purge(string instanceId, CancellationToken cancellation)
    {
        if (await StateOf(instanceId, cancellation) is not { } state)
        {
            return OperationOutcome.Unknown;
        }

        return !DurableInstances.HasEnded(state) ? OperationOutcome.NotInState
            : await Remove(instanceId, cancellation) > 0 ? OperationOutcome.Done
            : OperationOutcome.Unknown;
    }

    /// <inheritdoc/>
    public async Task<int> Purge(WorkflowQuery query, CancellationToken cancellation)
    {
        var purged = 0;
        foreach (var instance in await Purgeable(query, cancellation))
        {
            purged += await Remove(instance.InstanceId, cancellation);
        }

        return purged;
    }

    /// <inheritdoc/>
    public async Task<int> CountPurgeable(WorkflowQuery query, CancellationToken cancellation) =>
        (await Purgeable(query, cancellation)).Count;

    private static bool IsSame(string? stored, object? input)
    {
        var asked = JsonSerializer.SerializeToElement(input, input?.GetType() ?? typeof(object), Json.Options);
        return JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(stored ?? "null"), asked);
    }

    private async Task<WorkflowState?> StateOf(string instanceId, CancellationToken cancellation) =>
        await hub.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancellation) is { } found
            ? DurableInstances.Of(found.RuntimeStatus)
            : null;

    private async Task<bool> Order(
        string instanceId, Func<WorkflowState, bool> applies, Func<DurableTaskClient, Task> order, CancellationToken cancellation)
    {
        if (await StateOf(instanceId, cancellation) is not { } state || !applies(state))
        {
            return false;
        }

        try
        {
            await order(hub.Client);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Where somebody was faster, each backend says so with an exception of its own.
            if (await StateOf(instanceId, cancellation) is { } now && applies(now))
            {
                throw;
            }

            return false;
        }
    }

    private async Task<OperationOutcome> Revive(
        string instanceId, Func<WorkflowState, bool> applies, Func<DurableTaskClient, Task> order, CancellationToken cancellation)
    {
        if (await StateOf(instanceId, cancellation) is not { } state)
        {
            return OperationOutcome.Unknown;
        }

        if (!applies(state))
        {
            return OperationOutcome.NotInState;
        }

        try
        {
            await order(hub.Client);
            return OperationOutcome.Done;
        }
        catch (InvalidOperationException)
        {
            // Somebody was faster.
            return OperationOutcome.NotInState;
        }
    }

    private async Task<List<WorkflowInstance>> Purgeable(WorkflowQuery query, CancellationToken cancellation) =>
        [.. (await DurableInstances.Read(hub.Client, query, cancellation)).Where(instance => DurableInstances.HasEnded(instance.State))];

    private async Task<int> Remove(string instanceId, CancellationToken cancellation) =>
        (await hub.Client.PurgeInstanceAsync(instanceId, new PurgeInstanceOptions(Recursive: true), cancellation)).PurgedInstanceCount;
}
