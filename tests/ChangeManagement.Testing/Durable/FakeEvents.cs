using System.Text.Json;
using ChangeManagement.Serialization;

namespace ChangeManagement.Testing.Durable;

/// <summary>Events of one name as Durable Functions hands them out.</summary>
internal sealed class FakeEvents(Func<Task<JsonElement>> next)
{
    private readonly Stack<IWaiter> waiters = [];
    private readonly Queue<JsonElement> early = [];
    private Type? type;
    private Task? listening;

    private interface IWaiter
    {
        void Offer(JsonElement payload);
    }

    public Task<T> WaitFor<T>(CancellationToken cancellation)
    {
        if ((type ??= typeof(T)) != typeof(T))
        {
            throw new InvalidOperationException($"Waiters of one name wait for one type: {type.FullName}, not {typeof(T).FullName}.");
        }

        var waiter = new Waiter<T>(cancellation);
        waiters.Push(waiter);
        if (early.TryDequeue(out var payload))
        {
            Hand(payload);
        }

        listening ??= Listen();
        return waiter.Task;
    }

    private async Task Listen()
    {
        while (true)
        {
            Hand(await next());
        }
    }

    private void Hand(JsonElement payload)
    {
        if (waiters.TryPop(out var youngest))
        {
            youngest.Offer(payload);
        }
        else
        {
            early.Enqueue(payload);
        }
    }

    private sealed class Waiter<T> : IWaiter
    {
        private readonly TaskCompletionSource<T> source = new();

        public Waiter(CancellationToken cancellation) => cancellation.Register(() => source.TrySetCanceled(cancellation));

        public Task<T> Task => source.Task;

        // One that was cancelled takes it all the same: it is lost.
        public void Offer(JsonElement payload) => source.TrySetResult(payload.Deserialize<T>(Json.Options)!);
    }
}
