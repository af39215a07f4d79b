using ChangeManagement.Engine.Histories;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>What the code decided in a turn; while replaying, compared with what the history says it decided then.</summary>
internal sealed class Decisions
{
    private readonly Queue<HistoryEvent> expected = new();

    /// <summary>True while past turns are repeated.</summary>
    public bool IsReplaying { get; private set; }

    /// <summary>The decisions of the turn now running.</summary>
    public List<HistoryEvent> Made { get; } = [];

    public void BeginReplay(IEnumerable<HistoryEvent> decisions)
    {
        IsReplaying = true;
        foreach (var decision in decisions)
        {
            expected.Enqueue(decision);
        }
    }

    public void BeginTurn()
    {
        IsReplaying = false;
        Made.Clear();
    }

    /// <summary>Takes a decision; the difference from history, if there is one, as what was expected and what was found.</summary>
    public (string Expected, string Found)? Add(HistoryEvent decision)
    {
        if (!IsReplaying)
        {
            Made.Add(decision);
            return null;
        }

        if (!expected.TryDequeue(out var next))
        {
            return ("nothing more in this turn", Describe(decision));
        }

        return IsSame(next, decision) ? null : (Describe(next), Describe(decision));
    }

    /// <summary>What history says was decided in the replayed turn and the code did not; null when all was.</summary>
    public string? Missing() => expected.TryPeek(out var next) ? Describe(next) : null;

    private static bool IsSame(HistoryEvent then, HistoryEvent now) => (then, now) switch
    {
        (HistoryEvent.ActivityScheduled a, HistoryEvent.ActivityScheduled b) => a.Task == b.Task && Same(a.Name, b.Name),
        (HistoryEvent.ChildScheduled a, HistoryEvent.ChildScheduled b) =>
            a.Task == b.Task && Same(a.Kind, b.Kind) && Same(a.InstanceId, b.InstanceId),
        (HistoryEvent.TimerScheduled a, HistoryEvent.TimerScheduled b) => a.Task == b.Task,
        (HistoryEvent.TimerCancelled a, HistoryEvent.TimerCancelled b) => a.Task == b.Task,
        (HistoryEvent.EventSent a, HistoryEvent.EventSent b) => Same(a.InstanceId, b.InstanceId) && Same(a.Name, b.Name),
        _ => false,
    };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static string Describe(HistoryEvent decision) => decision switch
    {
        HistoryEvent.ActivityScheduled call => $"{call.Task} call {call.Name}",
        HistoryEvent.ChildScheduled child => $"{child.Task} child {child.Kind} {child.InstanceId}",
        HistoryEvent.TimerScheduled timer => $"{timer.Task} timer",
        HistoryEvent.TimerCancelled cancelled => $"{cancelled.Task} cancel timer",
        HistoryEvent.EventSent sent => $"raise {sent.Name} for {sent.InstanceId}",
        _ => throw new System.Diagnostics.UnreachableException(decision.GetType().Name),
    };
}
