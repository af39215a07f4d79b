using ChangeManagement.Workflows;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Something that runs workflows on a virtual clock: what a conformance scenario is told of a host.</summary>
public abstract class WorkflowHost : IAsyncDisposable
{
    /// <summary>How the scenario starts and wakes workflows.</summary>
    public abstract IWorkflowClient Client { get; }

    /// <summary>The clock that the host reads.</summary>
    public virtual VirtualTime Time { get; } = new();

    /// <summary>The generation that an instance in its n-th life shows.</summary>
    public virtual int Generation(int life) => life;

    /// <summary>What a suspended instance shows of why.</summary>
    public virtual string? ReasonOfSuspension(string reason) => reason;

    /// <summary>Completes when nothing moves before the clock does.</summary>
    public abstract Task WhenIdle();

    /// <summary>Ends the process without a chance to tidy up and starts it again; with other code if a catalog is given.</summary>
    public abstract Task Crash(WorkflowCatalog? deployed = null);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Moves the clock on, step by step from timer to timer.</summary>
    public Task Advance(TimeSpan by) => Time.AdvanceTo(Time.UtcNow + by, WhenIdle);

    /// <summary>Starts an instance and lets it run as far as it gets.</summary>
    public async Task<WorkflowInstance> Run(string kind, object? input = null, string instanceId = "one")
    {
        await Client.Start(kind, instanceId, input, default);
        return await Settled(instanceId);
    }

    /// <summary>Raises an event and lets it have its effect.</summary>
    public async Task<WorkflowInstance> Raise(string name, object? payload = null, string instanceId = "one", string? eventId = null)
    {
        await Client.Raise(instanceId, name, payload, eventId, default);
        return await Settled(instanceId);
    }

    /// <summary>The instance when nothing moves any more.</summary>
    public async Task<WorkflowInstance> Settled(string instanceId = "one")
    {
        await WhenIdle();
        return await Client.Find(instanceId, default) ?? throw new InvalidOperationException($"There is no instance '{instanceId}'.");
    }
}
