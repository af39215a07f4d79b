using ChangeManagement.Engine.Histories;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Activities;

/// <summary>A call of an activity that has not ended. Its input stands in the history of the turn that made it.</summary>
internal sealed class ActivityTask(long instance, int generation, int task, int turn, string name)
{
    public long Instance { get; } = instance;

    public int Generation { get; } = generation;

    public int Task { get; } = task;

    public int Turn { get; } = turn;

    public string Name { get; } = name;

    /// <summary>The input as JSON and the retry policy; null until read back after a restart.</summary>
    public HistoryEvent.ActivityScheduled? Call { get; set; }

    public RetryPolicy? Retry => Call?.Retry;

    /// <summary>Attempts that failed.</summary>
    public int Attempts { get; set; }

    /// <summary>How often the process ended while it ran.</summary>
    public int Crashes { get; init; }

    /// <summary>When the next attempt is due in UTC ticks; null: now.</summary>
    public long? NextAt { get; set; }

    /// <summary>Its instance has ended: what still waits is not begun, what failed is not tried again.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Where the crash journal remembers it while it runs; negative when it does not.</summary>
    public int Mark { get; set; } = -1;

    /// <summary>What the last attempt gave: JSON, or why it failed.</summary>
    public byte[]? Result { get; set; }

    public TaskError? Error { get; set; }
}
