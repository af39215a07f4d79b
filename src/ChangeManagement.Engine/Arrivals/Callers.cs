using ChangeManagement.Register;

namespace ChangeManagement.Engine.Arrivals;

/// <summary>The callers that wait for an answer. Turns away those that are too many; leaves none without an answer at the end.</summary>
internal sealed class Callers(int limit)
{
    private readonly Lock gate = new();
    private readonly HashSet<ICaller> waiting = [];

    /// <exception cref="StoreUnavailableException">Too many wait already.</exception>
    public Caller<T> Enter<T>()
    {
        var caller = new Caller<T>(this);
        lock (gate)
        {
            if (waiting.Count >= limit)
            {
                throw new StoreUnavailableException($"{limit} requests to workflows wait already; try again in a moment.");
            }

            waiting.Add(caller);
        }

        return caller;
    }

    public void Leave(ICaller caller)
    {
        lock (gate)
        {
            waiting.Remove(caller);
        }
    }

    /// <summary>The engine has stopped: whoever still waits must ask again.</summary>
    public void SendAway()
    {
        List<ICaller> all;
        lock (gate)
        {
            all = [.. waiting];
        }

        var reason = new StoreUnavailableException("The engine has stopped; the outcome is unknown. Try again when the process is back.");
        all.ForEach(caller => caller.Fail(reason));
    }
}
