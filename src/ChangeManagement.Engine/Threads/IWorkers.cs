namespace ChangeManagement.Engine.Threads;

/// <summary>
/// Who does the engine's work: threads, or a simulation that does all of it on one thread, in an order of its own that it can repeat.
/// </summary>
internal interface IWorkers
{
    /// <summary>Starts a worker that does its rounds, one at a time, whenever it was rung.</summary>
    IWorker Start(string name, Func<Round> round);

    /// <summary>Runs an activity beside everything else.</summary>
    void Run(Func<Task> activity);
}

/// <summary>One that does rounds.</summary>
internal interface IWorker : IDisposable
{
    /// <summary>Whether there are rounds to come.</summary>
    bool IsRunning { get; }

    /// <summary>There is something to do: after this, a round begins.</summary>
    void Ring();

    /// <summary>Waits until the rounds have ended; at once when called within a round.</summary>
    void Join();
}

/// <summary>What follows a round.</summary>
internal enum Round
{
    /// <summary>Another at once: there may be more to do.</summary>
    Again,

    /// <summary>Another when the worker is rung.</summary>
    Wait,

    /// <summary>None.</summary>
    End,
}
