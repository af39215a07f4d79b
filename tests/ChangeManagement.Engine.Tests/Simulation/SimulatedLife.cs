using ChangeManagement.Engine.Histories;
using static ChangeManagement.Engine.Tests.Simulation.SimulationException;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// One life of an engine as a number decides it: callers, admins, the clock, evictions and crashes come at any moment between any two rounds of
/// the engine, the writer and the activities. Everything runs on this thread, so the same number gives the same life.
/// </summary>
internal sealed class SimulatedLife : IDisposable
{
    private static readonly Order[] Orders = Enum.GetValues<Order>();

    private readonly SimulatedWorld world;
    private readonly SimulatedProcess process;
    private readonly SimulatedCallers callers;
    private readonly SimulatedAdmin admin;
    private readonly List<ModelInstance> instances;
    private readonly Dictionary<string, int> runs = new(StringComparer.Ordinal);

    public SimulatedLife(int seed)
    {
        world = new SimulatedWorld(seed);
        process = new SimulatedProcess(world, Script.Catalog(key => runs[key] = runs.GetValueOrDefault(key) + 1));
        callers = new SimulatedCallers(world, process);
        admin = new SimulatedAdmin(world, process);
        instances = [.. Enumerable.Range(0, world.Chance.Next(1, 5)).Select(number => new ModelInstance($"i{number}", Script.Random(world.Chance)))];
    }

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Trace => world.Trace;

    /// <summary>Lives it to its end, where every instance must have completed.</summary>
    public void Live() => world.OnOneThread(() =>
    {
        Open();
        for (var steps = world.Chance.Next(40, 250); steps > 0; steps--)
        {
            Step();
            world.Hear();
        }

        Finish();
        Audit();
        process.Close();
    });

    public void Dispose() => process.Dispose();

    private void Step()
    {
        var instance = instances[world.Chance.Next(instances.Count)];
        switch (world.Chance.Next(100))
        {
            case < 54:
                process.Work();
                break;
            case < 80:
                Call(instance);
                break;
            case < 86:
                Advance();
                break;
            case < 90:
                Operate(instance);
                break;
            case < 95:
                Settle();
                break;
            case < 96:
                process.Close();
                Open();
                break;
            case < 98:
                process.Crash();
                Open();
                break;
            default:
                Judge(atRest: false);
                break;
        }
    }

    private void Call(ModelInstance instance)
    {
        if (instance.IsOperatedOn)
        {
            return;
        }

        switch (world.Chance.Next(26))
        {
            case < 8:
                callers.Start(instance);
                break;
            case < 19:
                callers.RaiseNext(instance);
                break;
            case < 22:
                callers.Repeat(instance);
                break;
            case < 24:
                callers.Suspend(instance);
                break;
            default:
                callers.Resume(instance);
                break;
        }
    }

    /// <summary>Mostly what makes sense.</summary>
    private void Operate(ModelInstance instance)
    {
        if (world.Chance.Next(8) == 0 && instances.TrueForAll(SimulatedAdmin.CanOperateOn))
        {
            admin.PurgeEnded(instances);
        }
        else if (SimulatedAdmin.CanOperateOn(instance))
        {
            admin.Operate(
                instance,
                world.Chance.Next(4) == 0 ? world.Pick(Orders)
                : instance.IsFailed ? world.Pick(Order.Rewind, Order.Rewind, Order.Rewind, Order.Restart, Order.Purge)
                : instance.IsEnded ? world.Pick(Order.Restart, Order.Restart, Order.Purge)
                : Order.Terminate);
        }
    }

    private void Open()
    {
        process.Open();
        Judge(atRest: false);
    }

    /// <summary>Lets all run that can, and then everything must wait for something.</summary>
    private void Settle()
    {
        process.Settle();
        Judge(atRest: true);
        Require(process.Store.Count(Leftovers.Orphans) == 0, "a child runs on though its parent has ended");
    }

    private void Advance()
    {
        if (world.Chance.Next(2) == 0 && world.Time.NextTimer is { } next && next > world.Time.UtcNow)
        {
            world.Time.AdvanceTo(next);
        }
        else
        {
            world.Time.Advance(TimeSpan.FromMinutes(world.Chance.Next(4)));
        }

        world.Note($"it is {world.Now}");
    }

    /// <summary>Callers give what is missing, admins bring back what ended badly, the clock goes on, and everything must come to its end.</summary>
    private void Finish()
    {
        world.Note("finish");
        Settle();
        for (var rounds = 0; instances.Exists(instance => !instance.IsCompleted); rounds++)
        {
            Require(rounds < 500, $"{string.Join(", ", instances.Where(i => !i.IsCompleted).Select(i => i.Id))} never completes");
            foreach (var instance in instances.Where(instance => !instance.IsCompleted))
            {
                Further(instance);
            }

            Settle();
            Advance();
            Settle();
        }
    }

    private void Further(ModelInstance instance)
    {
        if (instance.IsFailed || instance.IsTerminated)
        {
            admin.Operate(instance, instance.IsFailed ? Order.Rewind : world.Pick(Order.Restart, Order.Purge));
            return;
        }

        if (!instance.IsAcknowledged)
        {
            callers.Start(instance);
        }

        if (instance.MayBeSuspended)
        {
            callers.Resume(instance);
            instance.MayBeSuspended = false;
        }

        if (instance.WaitsForEvent is { } name)
        {
            callers.Raise(instance, instance.Events(name).FirstOrDefault(raised => raised.AcceptedAt is null) ?? instance.AddEvent(name));
        }
    }

    private void Judge(bool atRest)
    {
        foreach (var instance in instances)
        {
            var verdict = instance.Judge(process.Engine.Find(instance.Id, default).Result, world.Now, atRest);
            Require(verdict is null, $"{instance.Id}: {verdict}");
        }

        Require(process.Store.Count(Leftovers.Rows) == 0, "rows are left of an instance that ended, was purged or lives on as another generation");
    }

    /// <summary>No fact stands twice in the history of a generation.</summary>
    private void Audit()
    {
        var facts = process.Store.Readers.Read(0, static (database, _) => database.Prepare("SELECT id, generation, events FROM history")
            .All(row => (Of: $"{row.Long(0)}, generation {row.Int(1)}", Events: HistoryReader.Read(row.Bytes(2)))))
            .SelectMany(turn => turn.Events.Select(line => line switch
            {
                HistoryEvent.TaskCompleted done => $"task {done.Task} of {turn.Of}",
                HistoryEvent.TaskFailed failed => $"task {failed.Task} of {turn.Of}",
                HistoryEvent.TimerFired fired => $"task {fired.Task} of {turn.Of}",
                HistoryEvent.EventRaised raised => $"event {System.Text.Encoding.UTF8.GetString(raised.Payload.Span)} {raised.Name} of {turn.Of}",
                _ => null,
            }))
            .OfType<string>();
        foreach (var twice in facts.GroupBy(fact => fact).Where(same => same.Count() > 1))
        {
            Require(false, $"{twice.Key} was delivered {twice.Count()} times");
        }
    }
}
