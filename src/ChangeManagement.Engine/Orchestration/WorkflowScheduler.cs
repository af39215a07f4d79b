namespace ChangeManagement.Engine.Orchestration;

/// <summary>
/// Keeps a workflow's code on the engine's thread, within its turn. A continuation that arrives from anywhere else proves that the code
/// awaited something that its context did not give, which no replay could repeat.
/// </summary>
internal sealed class WorkflowScheduler(Action foreignContinuation, Action<Exception> uncaught) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private int thread;

    /// <summary>Whether the calling code runs within this workflow's turn.</summary>
    public bool IsExecutingHere => Volatile.Read(ref thread) == Environment.CurrentManagedThreadId;

    /// <summary>Runs a step of the workflow and all that follows from it.</summary>
    public void Execute<TState>(TState state, Action<TState> step)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref thread, Environment.CurrentManagedThreadId);
        try
        {
            step(state);
            while (posted.TryDequeue(out var next))
            {
                Run(next.Callback, next.State);
            }
        }
        finally
        {
            Volatile.Write(ref thread, 0);
            SetSynchronizationContext(outside);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsExecutingHere)
        {
            posted.Enqueue((d, state));
        }
        else
        {
            foreignContinuation();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>What throws here is an async void method: nobody awaits it, so no task of the workflow could carry its failure.</summary>
    private void Run(SendOrPostCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception failure)
        {
            uncaught(failure);
        }
    }
}
