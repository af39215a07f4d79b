using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ChangeManagement.Engine;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Testing.Durable;

/// <summary>
/// A client of a task hub on the embedded engine that has the faults of the real one: a start ends what runs under its id unless told to refuse,
/// a start of an unknown orchestrator is accepted and never runs, an event for nobody is accepted and lost, and none is recognised as repeated.
/// </summary>
public sealed class FakeDurableTaskClient(WorkflowEngine engine) : DurableTaskClient("fake")
{
    private readonly ConcurrentDictionary<string, OrchestrationMetadata> hanging = new(StringComparer.Ordinal);

    private IWorkflowClient Engine => engine;

    /// <inheritdoc/>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("n");
        try
        {
            if (await engine.Start(orchestratorName.Name, id, input, cancellation) == StartOutcome.Started)
            {
                return id;
            }
        }
        catch (ArgumentException)
        {
            hanging[id] = new OrchestrationMetadata(orchestratorName.Name, id) { RuntimeStatus = OrchestrationRuntimeStatus.Pending };
            return id;
        }

        var found = await GetInstanceAsync(id, cancellation);
        if (options?.DedupeStatuses?.Contains(found!.RuntimeStatus.ToString()) is true)
        {
            throw new InvalidOperationException($"An orchestration with the id {id} exists already.");
        }

        await engine.Terminate(id, "replaced", cancellation);
        while (await Engine.Purge(id, cancellation) is OperationOutcome.ChildRuns)
        {
            await engine.WhenIdle();
        }

        await engine.Start(orchestratorName.Name, id, input, cancellation);
        return id;
    }

    /// <inheritdoc/>
    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        engine.Raise(instanceId, eventName, eventPayload, eventId: null, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new UnreachableException("The product does not wait for starts.");

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new UnreachableException("The product does not wait for ends.");

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        engine.Terminate(instanceId, (string)(options?.Output ?? ""), cancellation);

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.Suspend(instanceId, reason ?? "", cancellation);

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.Resume(instanceId, reason ?? "", cancellation);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await engine.Find(instanceId, cancellation) is { } found ? Of(found, getInputsAndOutputs) : hanging.GetValueOrDefault(instanceId);

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new Instances(this, filter ?? new OrchestrationQuery());

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await Engine.Purge(instanceId, cancellation) is OperationOutcome.Done ? 1 : 0);

    /// <inheritdoc/>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        OperationOutcome outcome;
        while ((outcome = await engine.Restart(instanceId, "", cancellation)) is OperationOutcome.ChildRuns)
        {
            await engine.WhenIdle();
        }

        Require(instanceId, outcome);
        return instanceId;
    }

    /// <inheritdoc/>
    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        Require(instanceId, await engine.Rewind(instanceId, reason, cancellation));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Require(string instanceId, OperationOutcome outcome)
    {
        if (outcome is not OperationOutcome.Done)
        {
            throw new InvalidOperationException($"{instanceId} stands where that does not apply.");
        }
    }

    private static OrchestrationMetadata Of(WorkflowInstance instance, bool isWhole) => new(instance.Kind, instance.InstanceId)
    {
        RuntimeStatus = StatusOf(instance.State),
        CreatedAt = instance.Created,
        LastUpdatedAt = instance.Updated,
        SerializedInput = isWhole ? instance.Input : null,
        SerializedOutput = isWhole
            ? instance.State is WorkflowState.Terminated ? JsonSerializer.Serialize(instance.ErrorMessage, Json.Options) : instance.Output
            : null,
        SerializedCustomStatus = isWhole ? instance.CustomStatus : null,
        FailureDetails = isWhole && instance.ErrorType is { } type
            ? new TaskFailureDetails(type, instance.ErrorMessage ?? "", null, null, null)
            : null,
    };

    private static OrchestrationRuntimeStatus StatusOf(WorkflowState state) => state switch
    {
        WorkflowState.Pending => OrchestrationRuntimeStatus.Pending,
        WorkflowState.Running => OrchestrationRuntimeStatus.Running,
        WorkflowState.Suspended => OrchestrationRuntimeStatus.Suspended,
        WorkflowState.Completed => OrchestrationRuntimeStatus.Completed,
        WorkflowState.Failed or WorkflowState.Quarantined => OrchestrationRuntimeStatus.Failed,
        WorkflowState.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => throw new UnreachableException(state.ToString()),
    };

    /// <summary>By id, as Azure Storage keeps them, in pages.</summary>
    private sealed class Instances(FakeDurableTaskClient client, OrchestrationQuery filter) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            var fitting = (await All()).Where(Fits).OrderBy(instance => instance.InstanceId, StringComparer.Ordinal);
            foreach (var page in fitting.Chunk(pageSizeHint ?? filter.PageSize))
            {
                yield return new Page<OrchestrationMetadata>(page, page[^1].InstanceId);
            }
        }

        private bool Fits(OrchestrationMetadata instance) =>
            (filter.Statuses?.Contains(instance.RuntimeStatus) ?? true)
            && (filter.InstanceIdPrefix is not { } prefix || instance.InstanceId.StartsWith(prefix, StringComparison.Ordinal))
            && (filter.CreatedTo is not { } to || instance.CreatedAt <= to);

        private async Task<List<OrchestrationMetadata>> All()
        {
            var all = new List<OrchestrationMetadata>(client.hanging.Values);
            var query = new WorkflowQuery(Limit: 1000);
            do
            {
                var page = await client.Engine.Query(query, default);
                all.AddRange(page.Instances.Select(instance => Of(instance, filter.FetchInputsAndOutputs)));
                query = query with { After = page.Next };
            }
            while (query.After is not null);
            return all;
        }
    }
}
