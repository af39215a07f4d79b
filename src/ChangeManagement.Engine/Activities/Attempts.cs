using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Activities;

/// <summary>
/// What follows an attempt: the end of the task, or another attempt later. The count is on disk before the wait begins, so a restart neither
/// forgets attempts nor waits anew. On the engine's thread.
/// </summary>
internal sealed class Attempts(
    WorkflowCatalog catalog, TimeProvider clock, TimerQueue timers, Action<WriteRequest> submit, Action<Action> post,
    Action<ActivityTask, HistoryEvent> deliver)
{
    private readonly Dictionary<(long Instance, int Task), ActivityTask> waiting = [];

    /// <summary>Attempts whose count is being written.</summary>
    public int Writing { get; private set; }

    /// <summary>An attempt has ended.</summary>
    public void Ended(ActivityTask task)
    {
        if (task.Result is { } result)
        {
            deliver(task, new HistoryEvent.TaskCompleted(task.Task, result));
            return;
        }

        task.Attempts++;
        if (task.Retry is { } retry && task.Attempts < retry.Attempts && catalog.Activities.ContainsKey(task.Name))
        {
            task.NextAt = Later(retry.DelayAfter(task.Attempts));
            Writing++;
            submit(new AttemptCommit(task, written => post(() => Written(written))));
            return;
        }

        deliver(task, new HistoryEvent.TaskFailed(task.Task, task.Error!));
    }

    /// <summary>Keeps a task until its next attempt is due.</summary>
    public void Wait(ActivityTask task, long until)
    {
        // An attempt of an earlier generation may end late.
        if (waiting.TryGetValue((task.Instance, task.Task), out var other) && other.Generation > task.Generation)
        {
            return;
        }

        waiting[(task.Instance, task.Task)] = task;
        timers.Add(new DueEntry(until, task.Task, task.Instance, DueKind.Attempt));
    }

    /// <summary>The task whose attempt is due; null if its instance has ended meanwhile.</summary>
    public ActivityTask? Take(DueEntry entry)
    {
        var key = (entry.Instance, entry.Task);
        return waiting.TryGetValue(key, out var task) && task.NextAt == entry.At && waiting.Remove(key) ? task : null;
    }

    /// <summary>The instance has ended.</summary>
    public void Abandon(long instance)
    {
        foreach (var key in waiting.Keys.Where(key => key.Instance == instance).ToList())
        {
            waiting.Remove(key);
        }
    }

    private void Written(ActivityTask task)
    {
        Writing--;
        if (!task.IsAbandoned)
        {
            Wait(task, task.NextAt!.Value);
        }
    }

    private long Later(TimeSpan delay)
    {
        var now = clock.GetUtcNow().UtcTicks;
        return now + Math.Min(delay.Ticks, DateTimeOffset.MaxValue.Ticks - now);
    }
}
