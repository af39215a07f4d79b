using System.Runtime.ExceptionServices;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tests.Disks;
using ChangeManagement.Register;
using ChangeManagement.Testing;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// One life of an engine as a number decides it: callers, the clock, suspensions, evictions and crashes come at any moment between any two
/// rounds of the engine, the writer and the activities. Everything runs on this thread, so the same number gives the same life. The file is
/// real; it is not synced, because what is at stake is the order of things and not the loss of power.
/// </summary>
internal sealed class SimulatedLife : IDisposable
{
    private const int MostRounds = 10_000;

    private readonly Random chance;
    private readonly TemporaryFolder folder = new();
    private readonly FailingDisk disk;
    private readonly VirtualTime time = new();
    private readonly SingleThread thread = new();
    private readonly List<ModelInstance> instances;
    private readonly Dictionary<string, int> runs = new(StringComparer.Ordinal);
    private readonly WorkflowCatalog catalog;
    private readonly List<string> trace = [];
    private SimulatedWorkers workers = new();
    private SqliteStore store = null!;
    private WorkflowEngine engine = null!;
    private ExceptionDispatchInfo? failure;

    public SimulatedLife(int seed)
    {
        chance = new Random(seed);
        disk = FailingDisk.Whole(Path.Combine(folder.Path, "engine.db"));
        catalog = Script.Catalog(key => runs[key] = runs.GetValueOrDefault(key) + 1);
        instances = [.. Enumerable.Range(0, chance.Next(1, 5)).Select(number => new ModelInstance($"i{number}", Script.Random(chance)))];
    }

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Trace => trace;

    private double Now => Script.Minutes(time.UtcNow);

    /// <summary>Lives it to its end, where every instance must have completed.</summary>
    public void Live()
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            Open();
            for (var steps = chance.Next(40, 250); steps > 0; steps--)
            {
                Step();
            }

            Finish();
            Audit();
            Close();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    public void Dispose()
    {
        engine.Abandon();
        engine.Dispose();
        store.Abandon();
        disk.Dispose();
        folder.Dispose();
    }

    private void Step()
    {
        var instance = instances[chance.Next(instances.Count)];
        switch (chance.Next(100))
        {
            case < 55:
                Work();
                break;
            case < 63:
                Note($"start {instance.Id}");
                _ = Start(instance);
                break;
            case < 75:
                RaiseNext(instance);
                break;
            case < 78:
                Repeat(instance);
                break;
            case < 84:
                Advance();
                break;
            case < 88:
                Note($"suspend {instance.Id}");
                _ = Suspend(instance);
                break;
            case < 91:
                Note($"resume {instance.Id}");
                _ = Resume(instance);
                break;
            case < 95:
                Settle();
                break;
            case < 96:
                Close();
                Open();
                break;
            case < 98:
                Crash();
                break;
            default:
                Judge(atRest: false);
                break;
        }

        Hear();
    }

    private void Work()
    {
        if (workers.HasWork)
        {
            Note(workers.Work(chance));
            Hear();
        }
    }

    /// <summary>Lets all run that can, and then everything must wait for something.</summary>
    private void Settle()
    {
        Hear();
        for (var rounds = 0; workers.HasWork; rounds++)
        {
            Require(rounds < MostRounds, "it never rests");
            Work();
        }

        Judge(atRest: true);
    }

    private void Advance()
    {
        if (chance.Next(2) == 0 && time.NextTimer is { } next && next > time.UtcNow)
        {
            time.AdvanceTo(next);
        }
        else
        {
            time.Advance(TimeSpan.FromMinutes(chance.Next(4)));
        }

        Note($"it is {Now}");
    }

    private void Crash()
    {
        Note("crash");
        engine.Abandon();
        engine.Dispose();
        store.Abandon();
        Hear();
        Open();
    }

    private void Close()
    {
        Note("stop");
        Complete(engine.Stop());
        engine.Dispose();
        store.Dispose();
    }

    private void Open()
    {
        var options = new EngineOptions
        {
            HotInstances = Pick(0, 1, 2, 1000),
            TurnLimit = Pick(1, 3, 1000),
            TimerWindow = Pick(1, 2, 1000),
            VerifyEvery = Pick(0, 1),
            CrashLimit = int.MaxValue,
        };
        Note($"open hot={options.HotInstances} turn={options.TurnLimit} timers={options.TimerWindow}");
        workers = new SimulatedWorkers();
        store = SqliteStore.Open(Path.Combine(folder.Path, "engine.db"), new StoreOptions { Workers = workers, OnFatal = Fail });
        engine = new WorkflowEngine(store, catalog, time, options);
        Complete(engine.Start());
        Judge(atRest: false);
    }

    private async Task Start(ModelInstance instance)
    {
        try
        {
            var wasAcknowledged = instance.IsAcknowledged;
            var outcome = await engine.Start(Script.Kind, instance.Id, instance.Steps, default);
            Require(outcome != StartOutcome.IdTaken, $"{instance.Id}: the same request is taken for another");
            Require(!wasAcknowledged || outcome == StartOutcome.AlreadyStarted, $"{instance.Id}: started twice");
            instance.IsAcknowledged = true;
            Require(await engine.Find(instance.Id, default) is not null, $"{instance.Id}: acknowledged before it is on disk");
        }
        catch (StoreUnavailableException)
        {
            Note($"no answer about the start of {instance.Id}");
        }
        catch (Exception unexpected)
        {
            Fail(unexpected);
        }
    }

    private void RaiseNext(ModelInstance instance)
    {
        var name = Script.EventNames[chance.Next(Script.EventNames.Length)];

        // Only a caller who was told that the instance exists may raise one event before hearing of the last.
        var waiting = instance.Events(name).FirstOrDefault(raised => raised.AcceptedAt is null && !raised.IsOutstanding);
        if (waiting is null && (instance.IsAcknowledged || instance.Events(name).All(raised => raised.AcceptedAt is not null)))
        {
            waiting = instance.AddEvent(name);
        }

        if (waiting is not null)
        {
            Note($"raise {waiting.Id} for {instance.Id}");
            _ = Raise(instance, waiting);
        }
    }

    private void Repeat(ModelInstance instance)
    {
        var accepted = Script.EventNames.SelectMany(instance.Events).Where(raised => raised.AcceptedAt is not null).ToList();
        if (accepted.Count > 0)
        {
            var repeated = accepted[chance.Next(accepted.Count)];
            Note($"repeat {repeated.Id} for {instance.Id}");
            _ = Raise(instance, repeated);
        }
    }

    private async Task Raise(ModelInstance instance, ModelEvent raised)
    {
        try
        {
            raised.IsOutstanding = true;
            var wasAcknowledged = instance.IsAcknowledged;
            var outcome = await engine.Raise(instance.Id, raised.Name, raised.Payload, raised.Id, default);
            Require(outcome != RaiseOutcome.Unknown || !wasAcknowledged, $"{instance.Id}: unknown to an event though it is started");
            if (outcome == RaiseOutcome.Ended)
            {
                Require((await engine.Find(instance.Id, default))?.Completed is not null, $"{instance.Id}: too late for an event though it runs");
            }

            raised.AcceptedAt = outcome == RaiseOutcome.Accepted ? raised.AcceptedAt ?? Now : raised.AcceptedAt;
        }
        catch (StoreUnavailableException)
        {
            Note($"no answer about {raised.Id} for {instance.Id}");
        }
        catch (Exception unexpected)
        {
            Fail(unexpected);
        }
        finally
        {
            raised.IsOutstanding = false;
        }
    }

    private async Task Suspend(ModelInstance instance)
    {
        instance.Suspensions++;
        instance.MayBeSuspended = true;
        await Order(() => engine.Suspend(instance.Id, "", default));
        instance.Suspensions--;
        instance.MayBeSuspended = true;
    }

    private async Task Resume(ModelInstance instance)
    {
        if (await Order(() => engine.Resume(instance.Id, "", default)))
        {
            instance.MayBeSuspended = instance.Suspensions > 0;
        }
    }

    private async Task<bool> Order(Func<Task<bool>> order)
    {
        try
        {
            return await order();
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception unexpected)
        {
            Fail(unexpected);
            return false;
        }
    }

    /// <summary>Callers give what is missing, the clock goes on, and everything must come to its end.</summary>
    private void Finish()
    {
        Note("finish");
        Settle();
        for (var rounds = 0; instances.Exists(instance => !instance.IsCompleted); rounds++)
        {
            Require(rounds < 500, $"{string.Join(", ", instances.Where(i => !i.IsCompleted).Select(i => i.Id))} never completes");
            foreach (var instance in instances.Where(instance => !instance.IsCompleted))
            {
                if (!instance.IsAcknowledged)
                {
                    _ = Start(instance);
                }

                if (instance.MayBeSuspended)
                {
                    _ = Resume(instance);
                    instance.MayBeSuspended = false;
                }

                if (instance.WaitsForEvent is { } name)
                {
                    _ = Raise(instance, instance.Events(name).FirstOrDefault(raised => raised.AcceptedAt is null) ?? instance.AddEvent(name));
                }
            }

            Settle();
            Advance();
            Settle();
        }
    }

    private void Judge(bool atRest)
    {
        foreach (var instance in instances)
        {
            var verdict = instance.Judge(engine.Find(instance.Id, default).Result, Now, atRest);
            Require(verdict is null, $"{instance.Id}: {verdict}");
        }
    }

    /// <summary>No fact stands twice in a history, and what has completed left nothing behind.</summary>
    private void Audit()
    {
        var facts = store.Readers.Read(0, static (database, _) => database.Prepare("SELECT id, events FROM history")
            .All(row => (Id: row.Long(0), Events: HistoryReader.Read(row.Bytes(1)))))
            .SelectMany(turn => turn.Events.Select(line => line switch
            {
                HistoryEvent.TaskCompleted done => $"task {done.Task} of {turn.Id}",
                HistoryEvent.TaskFailed failed => $"task {failed.Task} of {turn.Id}",
                HistoryEvent.TimerFired fired => $"task {fired.Task} of {turn.Id}",
                HistoryEvent.EventRaised raised => $"event {System.Text.Encoding.UTF8.GetString(raised.Payload.Span)} {raised.Name} of {turn.Id}",
                _ => null,
            }))
            .OfType<string>();
        foreach (var twice in facts.GroupBy(fact => fact).Where(same => same.Count() > 1))
        {
            Require(false, $"{twice.Key} was delivered {twice.Count()} times");
        }

        Require(Leftovers.Count(store) == 0, "rows of completed instances are left");
    }

    private void Complete(Task task)
    {
        Hear();
        for (var rounds = 0; !task.IsCompleted; rounds++)
        {
            Require(workers.HasWork && rounds < MostRounds, "it hangs");
            Work();
        }

        task.GetAwaiter().GetResult();
    }

    private void Hear()
    {
        thread.RunPosted();
        failure?.Throw();
    }

    private void Fail(Exception reason) => failure ??= ExceptionDispatchInfo.Capture(reason);

    private void Note(string happened) => trace.Add(happened);

    private int Pick(params ReadOnlySpan<int> numbers) => numbers[chance.Next(numbers.Length)];

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationException(otherwise);
        }
    }
}

/// <summary>The engine did what the model forbids.</summary>
internal sealed class SimulationException(string message) : Exception(message);
