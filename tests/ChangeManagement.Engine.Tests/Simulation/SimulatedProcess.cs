using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tests.Disks;
using ChangeManagement.Workflows;
using static ChangeManagement.Engine.Tests.Simulation.SimulationException;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// One process after another on the same file, each with queues and caches of other sizes. The file is real; it is not synced, because what is
/// at stake is the order of things and not the loss of power.
/// </summary>
internal sealed class SimulatedProcess : IDisposable
{
    private const int MostRounds = 10_000;

    private readonly SimulatedWorld world;
    private readonly WorkflowCatalog catalog;
    private readonly TemporaryFolder folder = new();
    private readonly FailingDisk disk;
    private SimulatedWorkers workers = new();

    public SimulatedProcess(SimulatedWorld world, WorkflowCatalog catalog)
    {
        (this.world, this.catalog) = (world, catalog);
        disk = FailingDisk.Whole(Path);
    }

    public WorkflowEngine Engine { get; private set; } = null!;

    public SqliteStore Store { get; private set; } = null!;

    private string Path => System.IO.Path.Combine(folder.Path, "engine.db");

    public void Open()
    {
        var options = new EngineOptions
        {
            HotInstances = world.Pick(0, 1, 2, 1000),
            TurnLimit = world.Pick(1, 3, 1000),
            TimerWindow = world.Pick(1, 2, 1000),
            VerifyEvery = world.Pick(0, 1),
            CrashLimit = int.MaxValue,
        };
        world.Note($"open hot={options.HotInstances} turn={options.TurnLimit} timers={options.TimerWindow}");
        workers = new SimulatedWorkers();
        Store = SqliteStore.Open(Path, new StoreOptions { Workers = workers, OnFatal = world.Fail });
        Engine = new WorkflowEngine(Store, catalog, world.Time, options);
        Complete(Engine.Start());
    }

    /// <summary>One round of the engine, the writer or an activity, if there is anything to do.</summary>
    public void Work()
    {
        if (workers.HasWork)
        {
            world.Note(workers.Work(world.Chance));
            world.Hear();
        }
    }

    /// <summary>Lets all run that can.</summary>
    public void Settle()
    {
        world.Hear();
        for (var rounds = 0; workers.HasWork; rounds++)
        {
            Require(rounds < MostRounds, "it never rests");
            Work();
        }
    }

    /// <summary>Ends as it stands.</summary>
    public void Crash()
    {
        world.Note("crash");
        Engine.Abandon();
        Engine.Dispose();
        Store.Abandon();
        world.Hear();
    }

    /// <summary>Ends in order.</summary>
    public void Close()
    {
        world.Note("stop");
        Complete(Engine.Stop());
        Engine.Dispose();
        Store.Dispose();
    }

    public void Dispose()
    {
        Engine.Abandon();
        Engine.Dispose();
        Store.Abandon();
        disk.Dispose();
        folder.Dispose();
    }

    private void Complete(Task task)
    {
        world.Hear();
        for (var rounds = 0; !task.IsCompleted; rounds++)
        {
            Require(workers.HasWork && rounds < MostRounds, "it hangs");
            Work();
        }

        task.GetAwaiter().GetResult();
        world.Hear();
    }
}
