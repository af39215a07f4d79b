using ChangeManagement.Register;

namespace ChangeManagement.Engine.Storage;

/// <summary>Requests on their way to the writer's thread, and whether more are taken.</summary>
internal sealed class WriteQueue(int capacity, Action arrived)
{
    private readonly Lock gate = new();
    private readonly Queue<WriteRequest> queue = new();
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
            arrived();
        }
    }

    /// <summary>Whether it is closed and empty.</summary>
    public bool IsFinished
    {
        get
        {
            lock (gate)
            {
                return closed && queue.Count == 0;
            }
        }
    }

    /// <summary>Takes what is there, up to a number.</summary>
    public void Take(List<WriteRequest> batch, int most)
    {
        lock (gate)
        {
            while (batch.Count < most && queue.TryDequeue(out var request))
            {
                batch.Add(request);
            }
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
                arrived();
            }
        }
    }
}
