using System.Text.Json;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>Events by name, ignoring case. Those without a waiter are kept, first in first out; so are waiters without an event.</summary>
internal sealed class NamedEvents(JsonSerializerOptions options)
{
    private readonly Dictionary<string, Queue<ReadOnlyMemory<byte>>> kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the code waits for any event.</summary>
    public bool IsAwaited => waiters.Count > 0;

    public Task<T> WaitFor<T>(string name)
    {
        var waiter = new Waiter<T>(name);
        if (kept.TryGetValue(name, out var payloads))
        {
            waiter.Complete(payloads.Dequeue(), options);
            RemoveEmpty(kept, name, payloads);
        }
        else
        {
            QueueOf(waiters, name).Enqueue(waiter);
        }

        return waiter.Task;
    }

    public void Add(HistoryEvent.EventRaised raised)
    {
        if (waiters.TryGetValue(raised.Name, out var waiting))
        {
            var first = waiting.Dequeue();
            RemoveEmpty(waiters, raised.Name, waiting);
            first.Complete(raised.Payload, options);
        }
        else
        {
            QueueOf(kept, raised.Name).Enqueue(raised.Payload);
        }
    }

    private static Queue<TItem> QueueOf<TItem>(Dictionary<string, Queue<TItem>> queues, string name)
    {
        if (!queues.TryGetValue(name, out var queue))
        {
            queue = new Queue<TItem>();
            queues.Add(name, queue);
        }

        return queue;
    }

    private static void RemoveEmpty<TItem>(Dictionary<string, Queue<TItem>> queues, string name, Queue<TItem> queue)
    {
        if (queue.Count == 0)
        {
            queues.Remove(name);
        }
    }

    private abstract class Waiter
    {
        public abstract void Complete(ReadOnlyMemory<byte> payload, JsonSerializerOptions options);
    }

    private sealed class Waiter<T>(string name) : Waiter
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public override void Complete(ReadOnlyMemory<byte> payload, JsonSerializerOptions options)
        {
            // Whatever a converter throws is the caller's to see, not the engine's.
            T value;
            try
            {
                value = JsonSerializer.Deserialize<T>(payload.Span, options)!;
            }
            catch (Exception failure)
            {
                source.SetException(new WorkflowTaskException(name, failure.GetType().FullName!, failure.Message));
                return;
            }

            source.SetResult(value);
        }
    }
}
