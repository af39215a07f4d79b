using System.Runtime.ExceptionServices;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>What all who take part in a life share: chance, the clock, the one thread, and the record of what happened.</summary>
internal sealed class SimulatedWorld(int seed)
{
    private readonly List<string> trace = [];
    private readonly SingleThread thread = new();
    private ExceptionDispatchInfo? failure;

    public Random Chance { get; } = new(seed);

    public VirtualTime Time { get; } = new();

    /// <summary>Minutes on the clock.</summary>
    public double Now => Script.Minutes(Time.UtcNow);

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Trace => trace;

    public void Note(string happened) => trace.Add(happened);

    /// <summary>Something went wrong where nobody can be told; it comes up at the next <see cref="Hear"/>.</summary>
    public void Fail(Exception reason) => failure ??= ExceptionDispatchInfo.Capture(reason);

    /// <summary>Lets those who were answered go on.</summary>
    public void Hear()
    {
        thread.RunPosted();
        failure?.Throw();
    }

    /// <summary>Has everything of a life happen on this thread.</summary>
    public void OnOneThread(Action life)
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            life();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    public T Pick<T>(params ReadOnlySpan<T> all) => all[Chance.Next(all.Length)];
}
