using ChangeManagement.Engine.Afterlives;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChangeManagement.Engine;

/// <summary>
/// The embedded durable engine. State is effectively once, activities run at least once, and what was acknowledged is on disk. One engine
/// per store; start it before use, stop it before the store is disposed.
/// </summary>
public sealed class WorkflowEngine : IWorkflowClient, IDisposable
{
    private readonly SqliteStore store;
    private readonly WorkflowCatalog catalog;
    private readonly EngineOptions options;
    private readonly EngineCore core;
    private readonly Callers callers;
    private volatile bool isServing;
    private bool isDisposed;

    /// <param name="store">The file; shared with the register.</param>
    /// <param name="catalog">All workflows and activities, complete before the start.</param>
    /// <param name="clock">What time it is, and when timers are due.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="loggers">Null for none.</param>
    public WorkflowEngine(
        SqliteStore store, WorkflowCatalog catalog, TimeProvider clock, EngineOptions? options = null, ILoggerFactory? loggers = null)
    {
        this.store = store;
        this.catalog = catalog;
        this.options = options ?? new EngineOptions();
        callers = new Callers(this.options.CallerLimit);
        core = new EngineCore(store, catalog, clock, this.options, loggers ?? NullLoggerFactory.Instance);
    }

    /// <summary>Recovers what a process before this one left, and serves. What was under way is taken up in the background.</summary>
    public async Task Start(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await core.Start();
        isServing = true;
    }

    /// <summary>
    /// Refuses what comes, cancels activities and waits for what is being written. When <paramref name="cancellation"/> ends the wait,
    /// nothing is lost: what was running runs again after the next start.
    /// </summary>
    public async Task Stop(CancellationToken cancellation = default)
    {
        // A host that is stopped twice must not dispose of the engine while the first stop still waits.
        isServing = false;
        try
        {
            await core.Stop(cancellation);
        }
        finally
        {
            callers.SendAway();
        }
    }

    /// <summary>
    /// Completes when no turn is queued or running, no activity waits or runs, no timer is due and the writer has nothing to write.
    /// What was called before it, awaited or not, counts. Completes at once when the engine has stopped.
    /// </summary>
    public Task WhenIdle() => isServing ? core.WhenIdle() : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation)
    {
        WorkflowLimits.CheckId(instanceId);
        if (!catalog.TryGetWorkflow(kind, out var definition))
        {
            throw new ArgumentException(catalog.HasNoWorkflow(kind), nameof(kind));
        }

        var json = Payloads.Write(input, definition.InputType, options.Json);
        return Ask<StartOutcome>(caller => Begin(kind, instanceId, json, caller), cancellation);
    }

    /// <inheritdoc/>
    public Task<RaiseOutcome> Raise(
        string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new HistoryEvent.EventRaised(eventName, Payloads.Write(payload, declared: null, options.Json), eventId);
        return Ask<RaiseOutcome>(caller => Deliver(instanceId, raised, caller), cancellation);
    }

    /// <inheritdoc/>
    public Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation) =>
        Task.FromResult(store.Readers.Read(instanceId, static (database, id) => InstanceQuery.Find(database, id)));

    /// <inheritdoc/>
    public Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation) =>
        Task.FromResult(store.Readers.Read(query, static (database, query) => InstanceQuery.Page(database, query)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkflowErrorGroup>> ErrorGroups(CancellationToken cancellation) =>
        Task.FromResult(store.Readers.Read(0, static (database, _) => InstanceQuery.ErrorGroups(database)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryTurn>> ReadHistory(string instanceId, int after, int limit, CancellationToken cancellation) =>
        Task.FromResult(store.Readers.Read((instanceId, after, limit), static (database, at) =>
            HistoryRows.Page(database, at.instanceId, at.after, at.limit)));

    /// <inheritdoc/>
    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation) =>
        Order(Control.Suspend, instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation) =>
        Order(Control.Resume, instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation) =>
        Order(Control.Terminate, instanceId, reason, cancellation);

    /// <inheritdoc/>
    public Task<OperationOutcome> Rewind(string instanceId, string reason, CancellationToken cancellation) =>
        Ask<OperationOutcome>(caller => core.Afterlife.Rewind(instanceId, caller), cancellation);

    /// <inheritdoc/>
    public async Task<OperationOutcome> Restart(string instanceId, string reason, CancellationToken cancellation)
    {
        // What is set aside has not ended; its children have to end with it.
        if (await Find(instanceId, cancellation) is { State: WorkflowState.Quarantined })
        {
            await Terminate(instanceId, reason, cancellation);
        }

        return await Ask<OperationOutcome>(caller => core.Afterlife.Restart(instanceId, caller), cancellation);
    }

    /// <inheritdoc/>
    public Task<OperationOutcome> Purge(string instanceId, CancellationToken cancellation) =>
        Ask<OperationOutcome>(caller => core.Afterlife.Purge(instanceId, caller), cancellation);

    /// <inheritdoc/>
    public async Task<int> Purge(WorkflowQuery query, CancellationToken cancellation)
    {
        var (purged, after, hasMore) = (0, 0L, true);
        while (hasMore)
        {
            // In portions, so that workflows go on in between.
            var portion = store.Readers.Read((query, after), static (database, at) => PurgeQuery.Portion(database, at.query, at.after));
            if (portion.Roots.Count > 0)
            {
                purged += await Ask<int>(caller => core.Afterlife.Purge(portion.Roots, caller), cancellation);
                after = portion.Roots[^1];
            }

            hasMore = portion.HasMore;
        }

        return purged;
    }

    /// <inheritdoc/>
    public Task<int> CountPurgeable(WorkflowQuery query, CancellationToken cancellation) =>
        Task.FromResult(store.Readers.Read(query, static (database, query) => PurgeQuery.Count(database, query)));

    /// <inheritdoc/>
    public void Dispose()
    {
        // A container that knows the engine under two services disposes of it twice.
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        isServing = false;
        core.Dispose();
        callers.SendAway();
    }

    /// <summary>Stops as a crash would: what is under way stays as it is on disk.</summary>
    internal void Abandon()
    {
        isServing = false;
        core.Abandon();
        callers.SendAway();
    }

    private Task<bool> Order(Control control, string instanceId, string reason, CancellationToken cancellation) => Ask<bool>(
        caller =>
        {
            if (core.Residents.Find(instanceId) is { IsEnded: false } instance)
            {
                core.Stepper.Deliver(instance, new ControlArrival(control, reason, caller));
            }
            else
            {
                caller.Answer(false);
            }
        },
        cancellation);

    private void Begin(string kind, string instanceId, byte[] json, Caller<StartOutcome> caller)
    {
        if (core.Residents.Peek(instanceId) is not { } found)
        {
            var instance = new Instance(core.NextId(), instanceId, kind) { Input = json, IsNew = true };
            core.Residents.Add(instance);
            core.Stepper.Deliver(instance, new StartArrival(caller, StartOutcome.Started));
        }
        else if (!string.Equals(found.Kind, kind, StringComparison.Ordinal) || !found.Input.AsSpan().SequenceEqual(json))
        {
            caller.Answer(StartOutcome.IdTaken);
        }
        else if (found.Turn == 0 && (found.IsNew || found.IsBusy))
        {
            // Not on disk yet, or a child that may not be: answered when it is.
            found.Mailbox.Enqueue(new StartArrival(caller, StartOutcome.AlreadyStarted));
            core.Stepper.Ready(found);
        }
        else
        {
            caller.Answer(StartOutcome.AlreadyStarted);
        }
    }

    private void Deliver(string instanceId, HistoryEvent.EventRaised raised, Caller<RaiseOutcome> caller)
    {
        if (core.Residents.Find(instanceId) is not { } instance)
        {
            caller.Answer(RaiseOutcome.Unknown);
        }
        else if (instance.IsEnded)
        {
            caller.Answer(RaiseOutcome.Ended);
        }
        else if (instance.Mailbox.Count + instance.Parked >= options.InboxLimit)
        {
            caller.Fail(new StoreUnavailableException($"{options.InboxLimit} arrivals wait for '{instanceId}' already; try again later."));
            core.Stepper.Ready(instance);
        }
        else
        {
            core.Stepper.Deliver(instance, new EventArrival(raised, caller));
        }
    }

    private Task<T> Ask<T>(Action<Caller<T>> ask, CancellationToken cancellation)
    {
        if (!isServing)
        {
            throw new StoreUnavailableException("The engine does not run; try again when the process is back.");
        }

        var caller = callers.Enter<T>();
        core.Post(() => ask(caller));
        if (!isServing)
        {
            // It stopped just now, and may not have heard of this caller.
            callers.SendAway();
        }

        return caller.Task.WaitAsync(cancellation);
    }
}
