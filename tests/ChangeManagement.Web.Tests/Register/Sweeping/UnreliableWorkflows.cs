using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>A way to the workflows that is as bad as ways can be.</summary>
internal sealed class UnreliableWorkflows(IWorkflowClient inner) : IWorkflowClient
{
    /// <summary>True to acknowledge what it then loses.</summary>
    public bool LosesMessages { get; init; }

    /// <summary>True to show what is suspended as running: a suspended workflow misses its deadlines like one whose timers are lost.</summary>
    public bool ShowsAsRunning { get; init; }

    public Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation) =>
        LosesMessages ? Task.FromResult(StartOutcome.Started) : inner.Start(kind, instanceId, input, cancellation);

    /// <summary>The ids of what was raised.</summary>
    public List<string?> Raised { get; } = [];

    public Task<RaiseOutcome> Raise(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation)
    {
        Raised.Add(eventId);
        return LosesMessages ? Task.FromResult(RaiseOutcome.Accepted) : inner.Raise(instanceId, eventName, payload, eventId, cancellation);
    }

    public async Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation) =>
        await inner.Find(instanceId, cancellation) is { } found && ShowsAsRunning
            ? found with { State = Workflows.WorkflowState.Running }
            : await inner.Find(instanceId, cancellation);

    public Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation) => inner.Query(query, cancellation);

    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation) => inner.Suspend(instanceId, reason, cancellation);

    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation) => inner.Resume(instanceId, reason, cancellation);

    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation) =>
        inner.Terminate(instanceId, reason, cancellation);

    public Task<IReadOnlyList<WorkflowErrorGroup>> ErrorGroups(CancellationToken cancellation) => inner.ErrorGroups(cancellation);

    public Task<IReadOnlyList<HistoryTurn>> ReadHistory(string instanceId, int after, int limit, CancellationToken cancellation) =>
        inner.ReadHistory(instanceId, after, limit, cancellation);

    public Task<OperationOutcome> Rewind(string instanceId, string reason, CancellationToken cancellation) =>
        inner.Rewind(instanceId, reason, cancellation);

    public Task<OperationOutcome> Restart(string instanceId, string reason, CancellationToken cancellation) =>
        inner.Restart(instanceId, reason, cancellation);

    public Task<OperationOutcome> Purge(string instanceId, CancellationToken cancellation) => inner.Purge(instanceId, cancellation);

    public Task<int> Purge(WorkflowQuery query, CancellationToken cancellation) => inner.Purge(query, cancellation);

    public Task<int> CountPurgeable(WorkflowQuery query, CancellationToken cancellation) => inner.CountPurgeable(query, cancellation);
}
