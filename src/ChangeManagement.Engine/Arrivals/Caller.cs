namespace ChangeManagement.Engine.Arrivals;

/// <summary>Somebody outside who waits for an answer.</summary>
internal sealed class Caller<T>(Callers callers) : ICaller
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => source.Task;

    public void Answer(T answer)
    {
        callers.Leave(this);
        source.TrySetResult(answer);
    }

    public void Fail(Exception reason)
    {
        callers.Leave(this);
        source.TrySetException(reason);
    }
}

/// <summary>A caller of any answer.</summary>
internal interface ICaller
{
    void Fail(Exception reason);
}
