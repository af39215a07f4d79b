using System.Text.Json;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>An activity, child or timer that the code has scheduled and that has not ended.</summary>
internal abstract class OpenTask
{
    public abstract void Complete(ReadOnlyMemory<byte> result, JsonSerializerOptions options);

    public abstract void Fail(TaskError error);
}

/// <summary>An activity or child. Continuations run inline: completing it runs the code that awaits it.</summary>
internal sealed class OpenCall<T>(string name) : OpenTask
{
    private readonly TaskCompletionSource<T> source = new();

    public Task<T> Task => source.Task;

    public override void Complete(ReadOnlyMemory<byte> result, JsonSerializerOptions options)
    {
        // Whatever a converter throws is the caller's to see, not the engine's.
        T value;
        try
        {
            value = JsonSerializer.Deserialize<T>(result.Span, options)!;
        }
        catch (Exception failure)
        {
            source.SetException(new WorkflowTaskException(name, failure.GetType().FullName!, failure.Message));
            return;
        }

        source.SetResult(value);
    }

    public override void Fail(TaskError error) => source.SetException(error.ToException());
}

/// <summary>A timer.</summary>
internal sealed class OpenTimer(DateTimeOffset fireAt, CancellationToken cancellation) : OpenTask
{
    private readonly TaskCompletionSource source = new();

    public DateTimeOffset FireAt { get; } = fireAt;

    public CancellationTokenRegistration Registration { get; set; }

    public Task Task => source.Task;

    public void Fire()
    {
        Registration.Unregister();
        source.SetResult();
    }

    public void Cancel() => source.SetCanceled(cancellation);

    public override void Complete(ReadOnlyMemory<byte> result, JsonSerializerOptions options) => Fire();

    public override void Fail(TaskError error) => source.SetException(error.ToException());
}
