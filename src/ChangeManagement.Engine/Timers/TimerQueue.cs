using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Timers;

/// <summary>
/// What is due soon, in memory; the rest stays in the index until its turn comes. One timer of the clock is armed for the first entry, and
/// the clock is read again when it rings.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private static readonly DueEntry First = new(long.MinValue, 0, 0, DueKind.Timer);
    private static readonly DueEntry Never = new(long.MaxValue, int.MaxValue, long.MaxValue, DueKind.Step);

    private readonly SortedSet<DueEntry> soon = new(DueOrder.Instance);
    private readonly SqliteReaders readers;
    private readonly TimeProvider clock;
    private readonly int window;
    private readonly ITimer alarm;
    private DueEntry horizon = First;
    private long armedFor = long.MaxValue;

    /// <param name="readers">Where the rest is read.</param>
    /// <param name="clock">Says what is due.</param>
    /// <param name="window">How many timers are kept in memory, at most twice as many.</param>
    /// <param name="ring">Called, on a thread of the clock's, when something is due.</param>
    public TimerQueue(SqliteReaders readers, TimeProvider clock, int window, Action ring)
    {
        this.readers = readers;
        this.clock = clock;
        this.window = window;
        alarm = clock.CreateTimer(_ => ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the next entry is due in UTC ticks; the largest number when there is none.</summary>
    public long Next
    {
        get
        {
            Refill();
            return soon.Count == 0 ? long.MaxValue : soon.Min.At;
        }
    }

    public void Add(DueEntry entry)
    {
        // A timer behind the horizon has its row; it is read when everything before it has fired.
        if (entry.Kind == DueKind.Timer && DueOrder.IsAfter(entry, horizon))
        {
            return;
        }

        soon.Add(entry);
        if (soon.Count > 2 * window)
        {
            Shrink();
        }
    }

    public void Remove(DueEntry entry) => soon.Remove(entry);

    /// <summary>Forgets everything of an instance that has ended: in its next generation the numbers of tasks mean something else.</summary>
    public void Forget(long instance) => soon.RemoveWhere(entry => entry.Instance == instance);

    /// <summary>Takes the first entry if it is due.</summary>
    public bool TryTake(long now, out DueEntry entry)
    {
        Refill();
        entry = soon.Count == 0 ? Never : soon.Min;
        return entry.At <= now && soon.Remove(entry);
    }

    /// <summary>Arms the clock for the first entry.</summary>
    public void Arm()
    {
        var next = Next;
        if (next == armedFor)
        {
            return;
        }

        armedFor = next;
        var wait = next == long.MaxValue ? Timeout.InfiniteTimeSpan : WaitUntil(next);
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The alarm rang: it must be armed anew even for the same time, because clocks may ring early.</summary>
    public void Rang() => armedFor = long.MinValue;

    public void Dispose() => alarm.Dispose();

    private TimeSpan WaitUntil(long ticks)
    {
        var wait = new TimeSpan(Math.Max(0, ticks - clock.GetUtcNow().UtcTicks));

        // Timers of .NET count whole milliseconds and end before 50 days; rounding up keeps one from ringing early again and again.
        return TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(wait.TotalMilliseconds), TimeSpan.FromDays(40).TotalMilliseconds));
    }

    private void Refill()
    {
        while (horizon != Never && (soon.Count == 0 || DueOrder.IsAfter(soon.Min, horizon)))
        {
            var rows = readers.Read((horizon, window), static (database, at) => TimerRows.Next(database, at.horizon, at.window));
            horizon = rows.Count < window ? Never : rows[^1];
            soon.UnionWith(rows);
        }
    }

    private void Shrink()
    {
        foreach (var entry in soon.Reverse().Take(soon.Count - window).Where(entry => entry.Kind == DueKind.Timer).ToList())
        {
            soon.Remove(entry);
        }

        horizon = soon.LastOrDefault(entry => entry.Kind == DueKind.Timer, First);
    }
}
