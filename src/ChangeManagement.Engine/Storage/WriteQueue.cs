using ChangeManagement.Register;

namespace ChangeManagement.Engine.Storage;

/// <summary>Requests on their way to the writer's thread, and whether more are taken.</summary>
internal sealed class WriteQueue(int capacity) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<WriteRequest> queue = new();
    private readonly AutoResetEvent arrived = new(initialState: false);
    private int pending;
    private bool closed;

    /// <summary>Requests queued, or taken and not done.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>Why nothing more is written; null while all is well.</summary>
    public StoreUnavailableException? Broken { get; private set; }

    /// <exception cref="StoreUnavailableException">The queue is full, closed or broken.</exception>
    public void Add(WriteRequest request)
    {
        lock (gate)
        {
            if (Broken is not null || closed)
            {
                throw new StoreUnavailableException("The store has stopped; try again when the process is back.", inner: Broken);
            }

            if (request.MayBeRefused && queue.Count >= capacity)
            {
                throw new StoreUnavailableException($"{capacity} writes wait already; try again in a moment.");
            }

            queue.Enqueue(request);
            Interlocked.Increment(ref pending);
            arrived.Set();
        }
    }

    /// <summary>Waits for requests and takes them, up to a number. False when the queue is closed and empty.</summary>
    public bool Take(List<WriteRequest> batch, int most)
    {
        while (true)
        {
            lock (gate)
            {
                while (batch.Count < most && queue.TryDequeue(out var request))
                {
                    batch.Add(request);
                }

                if (batch.Count > 0 || closed)
                {
                    return batch.Count > 0;
                }
            }

            arrived.WaitOne();
        }
    }

    /// <summary>So many of those taken are about to be told how it went.</summary>
    public void Done(int count) => Interlocked.Add(ref pending, -count);

    /// <summary>Takes nothing more, and what is queued is not written.</summary>
    public void Break(StoreUnavailableException reason)
    {
        lock (gate)
        {
            Broken ??= reason;
        }
    }

    /// <summary>Takes nothing more; what is queued is written.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (!closed)
            {
                closed = true;
                arrived.Set();
            }
        }
    }

    public void Dispose() => arrived.Dispose();
}
