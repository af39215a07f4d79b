using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// An admin restarts a family that was terminated while all slept: its next generation hears events anew, makes its children anew, and sleeps
/// its own time.
/// </summary>
internal sealed class Restarted : Family
{
    public override async Task Prepare(EmbeddedHost host)
    {
        await Begin(host);
        Assert.True(await host.Client.Terminate("one", "enough", default));
        await host.WhenIdle();
        Minutes = 6;
    }

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        await caller.Order(() => host.Client.Restart("one", "once more", default), async () => (await Shown(host, "one")).Generation == 2);
        await caller.Settle();
        Assert.Null(await host.Client.Find("child", default));
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("one", "go", "!", "event-1", default)));
        await caller.Settle();
        await caller.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(["one: timer 2", "leaf: timer 1"], History(host, "one").Concat(History(host, "leaf")).Where(line => line.Contains("timer")));
        Assert.DoesNotContain(History(host, "one").Concat(History(host, "leaf")), line => line.Contains("fired"));
        await End(host, generation: 2);
        Assert.Equal(1, (await Shown(host, "child")).Generation);
    }
}
