using ChangeManagement.Engine.Threads;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// All of the engine's work on the caller's thread: the engine's round, the writer's round, an activity, in the order that chance decides.
/// A process is one of these; dropping it drops what it had not done.
/// </summary>
internal sealed class SimulatedWorkers : IWorkers
{
    private readonly List<Worker> workers = [];
    private readonly List<Func<Task>> activities = [];

    /// <summary>Whether anything could be done now.</summary>
    public bool HasWork => activities.Count > 0 || workers.Exists(worker => worker.IsRung);

    public IWorker Start(string name, Func<Round> round)
    {
        var worker = new Worker(name, round);
        workers.Add(worker);
        return worker;
    }

    public void Run(Func<Task> activity) => activities.Add(activity);

    /// <summary>Does one thing of those that could be done, and says which.</summary>
    public string Work(Random chance)
    {
        var ready = workers.Where(worker => worker.IsRung).ToList();
        var chosen = chance.Next(ready.Count + activities.Count);
        if (chosen < ready.Count)
        {
            ready[chosen].WorkOnce();
            return ready[chosen].Name;
        }

        var activity = activities[chosen - ready.Count];
        activities.RemoveAt(chosen - ready.Count);
        _ = activity();
        return "activity";
    }

    private sealed class Worker(string name, Func<Round> round) : IWorker
    {
        private bool isWorking;

        public string Name { get; } = name;

        public bool IsRunning { get; private set; } = true;

        public bool IsRung { get; private set; } = true;

        public void Ring() => IsRung = IsRunning;

        public void WorkOnce()
        {
            IsRung = false;
            isWorking = true;
            var next = round();
            isWorking = false;
            IsRunning = next != Round.End;
            IsRung = IsRunning && (IsRung || next == Round.Again);
        }

        public void Join()
        {
            while (IsRunning && !isWorking)
            {
                WorkOnce();
            }
        }

        public void Dispose()
        {
        }
    }
}
