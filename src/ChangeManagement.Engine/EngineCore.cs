using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Afterlives;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Engine.Turns;
using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine;

/// <summary>
/// The parts of the engine and the round they make on its thread: what was posted, what is due, what is ready, and whether all is quiet.
/// </summary>
internal sealed class EngineCore : IDisposable
{
    private readonly SqliteStore store;
    private readonly TimeProvider clock;
    private readonly EngineLoop loop;
    private readonly CrashJournal journal;
    private readonly HistoryWriter writer = new();
    private readonly EngineMetrics metrics = new();
    private readonly TimerQueue timers;
    private readonly ActivityQueue activities;
    private readonly Attempts attempts;
    private readonly List<TaskCompletionSource> idleWaiters = [];
    private readonly Lock stopping = new();
    private readonly TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? end;
    private bool isStopping;
    private bool isAskingWriter;
    private long lastId;

    public EngineCore(SqliteStore store, WorkflowCatalog catalog, TimeProvider clock, EngineOptions options, ILoggerFactory loggers)
    {
        this.store = store;
        this.clock = clock;
        loop = new EngineLoop(store.Workers, Settle, store.Writer.Stop);
        journal = new CrashJournal(store.Path);
        timers = new TimerQueue(store.Readers, clock, options.TimerWindow, () => Post(RingDueTimers));
        activities = new ActivityQueue(catalog, options.Json, journal, store.Workers, Post, EndAttempt);
        attempts = new Attempts(catalog, clock, timers, Submit, Post, DeliverResult);
        Residents = new Residents(store.Readers, options.HotInstances, options.HotBytes);
        var effects = new TurnEffects(Residents, timers, activities, attempts, store.Readers, clock, options);
        var hydration = new Hydration(store.Readers, catalog, options.Json, loggers, metrics);
        var runner = new TurnRunner(Residents, catalog, clock, journal, writer, NextId);
        Stepper = new Stepper(
            Residents, hydration, runner, new StandingCommits(clock, writer, options.Deployment), effects,
            new Mailboxes(store.Readers, options.TurnLimit), options, metrics, loggers.CreateLogger<WorkflowEngine>(), SubmitTurn, Post);
        Afterlife = new Afterlife(Residents, Stepper, timers, activities, store.Readers, catalog, options.Json, clock, writer, NextId, Submit, Post);
        Options = options;
    }

    public EngineOptions Options { get; }

    public Residents Residents { get; }

    public Stepper Stepper { get; }

    public Afterlife Afterlife { get; }

    /// <summary>Runs the work on the engine's thread; never if that has stopped.</summary>
    public void Post(Action work) => loop.Post(work);

    public long NextId() => ++lastId;

    /// <summary>Charges crashes, then serves at once: what was under way is taken up in small portions between what comes.</summary>
    public async Task Start()
    {
        var recovery = new Recovery.RecoveryCommit(journal.Suspects(), Options, clock.GetUtcNow().UtcTicks);
        store.Writer.Submit(recovery);
        await recovery.Done;
        journal.ClearAll();
        lastId = store.Readers.Read(0, static (database, _) => InstanceRows.LastId(database));
        loop.Start();
        var resumption = new Recovery.Resumption(this, store.Readers, activities, attempts, Options, DeliverResult);
        Post(resumption.Begin);
    }

    /// <summary>Completes when nothing is queued, running, being written or due.</summary>
    public Task WhenIdle()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => idleWaiters.Add(waiter));
        return waiter.Task;
    }

    /// <summary>
    /// Begins nothing new, lets commits and activities end, and stops the thread. Whoever stops it again waits for the same end; whoever does not
    /// want to wait ends it for all.
    /// </summary>
    public async Task Stop(CancellationToken cancellation)
    {
        try
        {
            if (loop.IsRunning)
            {
                await StopOnce().WaitAsync(cancellation);
            }
        }
        finally
        {
            loop.Stop();
            // A wait that was cut short has ended the thread for everybody who waits.
            stopped.TrySetResult(false);
            lock (stopping)
            {
                ReleaseIdleWaiters();
            }
        }
    }

    private Task StopOnce()
    {
        lock (stopping)
        {
            return end ??= End();
        }

        async Task End()
        {
            Post(() =>
            {
                isStopping = true;
                activities.Stop();
            });
            if (await stopped.Task)
            {
                journal.ClearAll();
            }
        }
    }

    /// <summary>Stops the thread where it is, as a crash would.</summary>
    public void Abandon() => loop.Stop();

    public void Dispose()
    {
        loop.Dispose();
        timers.Dispose();
        activities.Dispose();
        journal.Dispose();
        writer.Dispose();
        metrics.Dispose();
    }

    private void Settle()
    {
        do
        {
            TakeDue();
            Stepper.StepReady();
        }
        while (!isStopping && Stepper.HasRoom && timers.Next <= clock.GetUtcNow().UtcTicks);

        // What is due and may not be taken would ring again and again.
        if (!isStopping && Stepper.HasRoom)
        {
            timers.Arm();
        }

        if (isStopping && Stepper.InFlight == 0 && !Stepper.HasReady && activities.Running == 0 && loop.IsEmpty)
        {
            stopped.TrySetResult(true);
        }

        if (idleWaiters.Count > 0 && IsQuiet())
        {
            ReleaseWhenWritten();
        }
    }

    private void TakeDue()
    {
        var now = clock.GetUtcNow().UtcTicks;
        while (!isStopping && Stepper.HasRoom && timers.TryTake(now, out var due))
        {
            if (due.Kind == DueKind.Attempt)
            {
                if (attempts.Take(due) is { } task)
                {
                    activities.Add(task);
                }
            }
            else if (Residents.Find(due.Instance) is { IsEnded: false } instance)
            {
                // A parked one keeps the timer's row and reads it again when it runs on.
                if (due.Kind == DueKind.Timer && !instance.IsParked)
                {
                    instance.Mailbox.Enqueue(new TaskArrival(new HistoryEvent.TimerFired(due.Task)));
                }

                Stepper.Ready(instance);
            }
        }
    }

    private bool IsQuiet() => loop.IsEmpty && Stepper.InFlight == 0 && !Stepper.HasReady && activities.Active == 0 && attempts.Writing == 0
        && timers.Next > clock.GetUtcNow().UtcTicks;

    /// <summary>The register writes through the same writer: a request behind all others tells when it is through.</summary>
    private void ReleaseWhenWritten()
    {
        if (store.Writer.Pending == 0)
        {
            ReleaseIdleWaiters();
        }
        else if (!isAskingWriter)
        {
            isAskingWriter = true;
            Submit(new WriterBarrier(() => Post(() => isAskingWriter = false)));
        }
    }

    private void ReleaseIdleWaiters()
    {
        idleWaiters.ForEach(waiter => waiter.TrySetResult());
        idleWaiters.Clear();
    }

    private void RingDueTimers() => timers.Rang();

    private void EndAttempt(ActivityTask task) => attempts.Ended(task);

    private void DeliverResult(ActivityTask task, HistoryEvent fact)
    {
        if (Residents.Find(task.Instance) is { IsEnded: false } instance && instance.Generation == task.Generation)
        {
            Stepper.Deliver(instance, new TaskArrival(fact, task));
        }
    }

    private void SubmitTurn(InstanceCommit commit)
    {
        commit.Tell((heard, failure) => Post(() => Stepper.Heard(heard, failure)));
        Submit(commit);
    }

    private void Submit(WriteRequest request)
    {
        try
        {
            store.Writer.Submit(request);
        }
        catch (StoreUnavailableException refusal)
        {
            request.Failed(refusal);
        }
    }
}
