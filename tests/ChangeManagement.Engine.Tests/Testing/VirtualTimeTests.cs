namespace ChangeManagement.Engine.Tests.Testing;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime time = new();
    private readonly List<string> fired = [];

    [Fact]
    public void Timers_FireInTheOrderTheyAreDue_AndSeeTheTimeMovedTo()
    {
        var start = time.UtcNow;
        using var late = Timer("late", TimeSpan.FromMinutes(2));
        using var early = Timer("early", TimeSpan.FromMinutes(1));
        using var twin = Timer("twin", TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(fired);
        time.AdvanceTo(start.AddMinutes(3));
        Assert.Equal("early 3, twin 3, late 3", string.Join(", ", fired));
    }

    [Fact]
    public void Timer_WithAPeriod_FiresAgainAndAgain()
    {
        using var timer = Timer("tick", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(3, fired.Count);
    }

    [Fact]
    public void Timer_ChangedOrDisposed_DoesNotFire()
    {
        var timer = Timer("a", TimeSpan.FromMinutes(1));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Timer("b", TimeSpan.FromMinutes(1)).Dispose();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(fired);
        Assert.Null(time.NextTimer);
        timer.Dispose();
    }

    [Fact]
    public void Timer_DueNow_FiresAtOnce()
    {
        using var timer = Timer("now", TimeSpan.Zero);
        Assert.Single(fired);
    }

    [Fact]
    public async Task SteppedAdvance_LetsEachTimerSeeItsOwnTime()
    {
        using var a = Timer("a", TimeSpan.FromMinutes(1));
        using var b = Timer("b", TimeSpan.FromMinutes(2));
        await time.AdvanceTo(time.UtcNow.AddMinutes(5), () => Task.CompletedTask);
        Assert.Equal("a 1, b 2", string.Join(", ", fired));
    }

    [Fact]
    public async Task Delays_OfTheFramework_FollowTheClock()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), time);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null)
    {
        var start = time.UtcNow;
        return time.CreateTimer(
            _ => fired.Add($"{name} {(time.UtcNow - start).TotalMinutes}"), null, due, period ?? Timeout.InfiniteTimeSpan);
    }
}
