namespace ChangeManagement.Testing;

/// <summary>
/// A clock that stands still until it is moved. Moving it first sets the time and then fires what became due, earliest first, on the
/// caller's thread; of several due at once the one created first.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<VirtualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();

    /// <summary>Starts on Monday, 5 January 2026, 08:00 UTC.</summary>
    public VirtualTime()
        : this(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>The time; setting it back fires nothing.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (gate)
            {
                return now;
            }
        }

        set => MoveTo(value);
    }

    /// <summary>When the next timer is due; null if none is armed.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (gate)
            {
                return timers.Count == 0 ? null : timers.Min(timer => timer.Due);
            }
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => UtcNow;

    /// <inheritdoc/>
    public override long GetTimestamp() => UtcNow.UtcTicks;

    /// <summary>Moves the clock on by that much.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(UtcNow + by);
    }

    /// <summary>Moves the clock on to that time.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, UtcNow);
        MoveTo(time);
    }

    /// <summary>Moves from timer to timer and lets everything settle in between, so that each sees its own time.</summary>
    public async Task AdvanceTo(DateTimeOffset time, Func<Task> settle)
    {
        await settle();
        while (NextTimer is { } next && next <= time)
        {
            MoveTo(next > UtcNow ? next : UtcNow);
            await settle();
        }

        AdvanceTo(time);
        await settle();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time.ToUniversalTime();
        }

        while (TakeDue() is { } timer)
        {
            timer.Fire();
        }
    }

    private VirtualTimer? TakeDue()
    {
        lock (gate)
        {
            var due = timers.Where(timer => timer.Due <= now).MinBy(timer => timer.Due);
            if (due is not null)
            {
                timers.Remove(due);
                due.Rearm();
            }

            return due;
        }
    }

    private sealed class VirtualTimer(VirtualTime time, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public Action Fire { get; } = fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = false;
            lock (time.gate)
            {
                time.timers.Remove(this);
                this.period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time.now + dueTime;
                    time.timers.Add(this);
                    isDue = dueTime <= TimeSpan.Zero;
                }
            }

            if (isDue)
            {
                time.MoveTo(time.UtcNow);
            }

            return true;
        }

        /// <summary>With the gate held.</summary>
        public void Rearm()
        {
            if (period > TimeSpan.Zero)
            {
                Due += period;
                time.timers.Add(this);
            }
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
