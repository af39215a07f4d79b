using ChangeManagement.Engine.Threads;

namespace ChangeManagement.Engine;

/// <summary>
/// The engine's thread. Everything that touches instances runs here, one after the other, so nothing of it needs a lock.
/// </summary>
internal sealed class EngineLoop : IDisposable
{
    private readonly Lock gate = new();
    private readonly IWorkers workers;
    private readonly Action settle;
    private readonly Action<Exception> fatal;
    private Queue<Action> posted = new();
    private Queue<Action> running = new();
    private IWorker? worker;
    private bool stopping;
    private bool disposed;

    /// <param name="workers">Who does the rounds.</param>
    /// <param name="settle">Runs after each batch of what was posted.</param>
    /// <param name="fatal">Told of a failure that nothing here expects; the loop ends with it.</param>
    public EngineLoop(IWorkers workers, Action settle, Action<Exception> fatal)
    {
        this.workers = workers;
        this.settle = settle;
        this.fatal = fatal;
    }

    /// <summary>Whether nothing waits to be run.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return posted.Count == 0;
            }
        }
    }

    /// <summary>Whether the thread takes work.</summary>
    public bool IsRunning => worker is { IsRunning: true };

    public void Start()
    {
        lock (gate)
        {
            worker = workers.Start("workflow engine", RunPosted);
        }
    }

    /// <summary>Runs the work on the engine's thread, after what was posted before.</summary>
    public void Post(Action work)
    {
        lock (gate)
        {
            if (!stopping)
            {
                posted.Enqueue(work);
                worker?.Ring();
            }
        }
    }

    /// <summary>Ends the thread after what it is running; what is posted later is never run.</summary>
    public void Stop()
    {
        lock (gate)
        {
            if (!disposed)
            {
                stopping = true;
                worker?.Ring();
            }
        }

        worker?.Join();
    }

    public void Dispose()
    {
        Stop();
        lock (gate)
        {
            disposed = true;
            worker?.Dispose();
        }
    }

    private Round RunPosted()
    {
        lock (gate)
        {
            if (stopping)
            {
                return Round.End;
            }

            if (posted.Count == 0)
            {
                return Round.Wait;
            }

            (posted, running) = (running, posted);
        }

        try
        {
            while (running.TryDequeue(out var work))
            {
                work();
            }

            settle();
            return Round.Again;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            fatal(failure);
            return Round.End;
        }
    }
}
