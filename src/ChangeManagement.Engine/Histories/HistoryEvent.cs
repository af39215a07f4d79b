using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Histories;

/// <summary>
/// One line of a history. A turn's row holds when it ran, the facts that came in, and the decisions that its code made of them, in order.
/// Payloads are JSON.
/// </summary>
internal abstract record HistoryEvent
{
    /// <summary>A turn ran; its code saw this time.</summary>
    public sealed record TurnBegan(DateTimeOffset At) : HistoryEvent;

    /// <summary>An activity or a child gave its result.</summary>
    public sealed record TaskCompleted(int Task, ReadOnlyMemory<byte> Result) : HistoryEvent;

    /// <summary>An activity failed on its last attempt, or a child failed or was terminated.</summary>
    public sealed record TaskFailed(int Task, TaskError Error) : HistoryEvent;

    /// <summary>A timer was due.</summary>
    public sealed record TimerFired(int Task) : HistoryEvent;

    /// <summary>Somebody raised an event.</summary>
    public sealed record EventRaised(string Name, ReadOnlyMemory<byte> Payload, string? EventId) : HistoryEvent;

    /// <summary>The code called an activity.</summary>
    public sealed record ActivityScheduled(int Task, string Name, ReadOnlyMemory<byte> Input, RetryPolicy? Retry) : HistoryEvent;

    /// <summary>The code started a child.</summary>
    public sealed record ChildScheduled(int Task, string Kind, string InstanceId, ReadOnlyMemory<byte> Input) : HistoryEvent;

    /// <summary>The code set a timer.</summary>
    public sealed record TimerScheduled(int Task, DateTimeOffset FireAt) : HistoryEvent;

    /// <summary>The code cancelled a timer that would have been due then.</summary>
    public sealed record TimerCancelled(int Task, DateTimeOffset FireAt) : HistoryEvent;

    /// <summary>The code raised an event for another instance.</summary>
    public sealed record EventSent(string InstanceId, string Name, ReadOnlyMemory<byte> Payload) : HistoryEvent;

    /// <summary>Whether the code made it, as opposed to having been told it.</summary>
    public bool IsDecision => this is ActivityScheduled or ChildScheduled or TimerScheduled or TimerCancelled or EventSent;
}

/// <summary>Why a task failed, as text: <paramref name="Inner"/> is <c>type: message</c>, one a line, or null.</summary>
internal sealed record TaskError(string Task, string Type, string Message, string? Inner)
{
    public static TaskError From(string task, Exception failure)
    {
        var inner = new List<string>();
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            inner.Add($"{cause.GetType().FullName}: {cause.Message}");
        }

        return new TaskError(task, failure.GetType().FullName!, failure.Message, inner.Count == 0 ? null : string.Join('\n', inner));
    }

    public WorkflowTaskException ToException() => new(Task, Type, Message, Inner);
}
