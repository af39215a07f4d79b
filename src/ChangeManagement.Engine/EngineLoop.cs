namespace ChangeManagement.Engine;

/// <summary>
/// The engine's thread. Everything that touches instances runs here, one after the other, so nothing of it needs a lock.
/// </summary>
internal sealed class EngineLoop : IDisposable
{
    private readonly Lock gate = new();
    private readonly AutoResetEvent arrived = new(initialState: false);
    private readonly Thread thread;
    private readonly Action settle;
    private readonly Action<Exception> fatal;
    private Queue<Action> posted = new();
    private Queue<Action> running = new();
    private bool stopping;
    private bool disposed;

    /// <param name="settle">Runs after each batch of what was posted.</param>
    /// <param name="fatal">Told of a failure that nothing here expects; the loop ends with it.</param>
    public EngineLoop(Action settle, Action<Exception> fatal)
    {
        this.settle = settle;
        this.fatal = fatal;
        thread = new Thread(Loop) { IsBackground = true, Name = "workflow engine" };
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
    public bool IsRunning => thread.IsAlive;

    public void Start() => thread.Start();

    /// <summary>Runs the work on the engine's thread, after what was posted before.</summary>
    public void Post(Action work)
    {
        lock (gate)
        {
            if (!stopping)
            {
                posted.Enqueue(work);
                arrived.Set();
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
                arrived.Set();
            }
        }

        if (thread.IsAlive && Environment.CurrentManagedThreadId != thread.ManagedThreadId)
        {
            thread.Join();
        }
    }

    public void Dispose()
    {
        Stop();
        lock (gate)
        {
            disposed = true;
            arrived.Dispose();
        }
    }

    private void Loop()
    {
        try
        {
            while (TakePosted())
            {
                while (running.TryDequeue(out var work))
                {
                    work();
                }

                settle();
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            fatal(failure);
        }
    }

    private bool TakePosted()
    {
        while (true)
        {
            lock (gate)
            {
                if (stopping)
                {
                    return false;
                }

                if (posted.Count > 0)
                {
                    (posted, running) = (running, posted);
                    return true;
                }
            }

            arrived.WaitOne();
        }
    }
}
