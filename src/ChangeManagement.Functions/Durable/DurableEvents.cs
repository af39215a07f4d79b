using System.Text.Json;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;

namespace ChangeManagement.Functions.Durable;

/// <summary>
/// Events of one name. Durable Functions gives an event to the youngest waiter, even to one that was cancelled, and as often as it was raised.
/// So it only ever sees one waiter a name, which nothing cancels and which is armed again at once; what it brings goes to our waiters in order,
/// each id once.
/// </summary>
internal sealed class DurableEvents(TaskOrchestrationContext context, string name, HashSet<string> seen)
{
    private readonly Queue<JsonElement?> kept = [];
    private readonly Queue<TaskCompletionSource<JsonElement?>> waiters = [];
    private Task? listening;

    /// <summary>The next event that was not given to another waiter.</summary>
    /// <exception cref="WorkflowTaskException">What it tells is no <typeparamref name="T"/>.</exception>
    public async Task<T> Next<T>()
    {
        var payload = kept.TryDequeue(out var early) ? early : await Later();
        try
        {
            return payload is { } told ? told.Deserialize<T>(Json.Options)! : default!;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new WorkflowTaskException(name, failure.GetType().FullName!, failure.Message);
        }
    }

    private Task<JsonElement?> Later()
    {
        var waiter = new TaskCompletionSource<JsonElement?>();
        waiters.Enqueue(waiter);
        listening ??= Listen();
        return waiter.Task;
    }

    private async Task Listen()
    {
        while (true)
        {
            var raised = WorkflowEvent.Read(await context.WaitForExternalEvent<JsonElement?>(name));
            if (raised.Id is { } id && !seen.Add(id))
            {
                continue;
            }

            if (waiters.TryDequeue(out var waiter))
            {
                waiter.SetResult(raised.Payload);
            }
            else
            {
                kept.Enqueue(raised.Payload);
            }
        }
    }
}
