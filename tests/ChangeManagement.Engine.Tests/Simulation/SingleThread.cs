namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>Runs what follows an await on this thread, in order, when it is told to.</summary>
internal sealed class SingleThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();

    public override void Post(SendOrPostCallback d, object? state) => posted.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    public void RunPosted()
    {
        while (posted.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }
}
