using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// An admin purges a family that ended in its second generation: all of it or nothing goes, no table keeps a row, and the same id can begin from
/// nothing.
/// </summary>
internal sealed class Purged : Family
{
    public override async Task Prepare(EmbeddedHost host)
    {
        await Begin(host);
        Assert.True(await host.Client.Terminate("one", "enough", default));
        await host.WhenIdle();
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        await host.Settled();
        await host.Raise("go", "!", eventId: "event-1");
        await End(host, generation: 2);
        await StrayRows.Write(host.Store);
    }

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        await caller.Order(() => host.Client.Purge("one", default), () => IsPurged(host));
        await caller.Settle();
        Assert.True(await IsPurged(host));
        await caller.Insist(() => host.Client.Start("test-v1", "one", "a", default));
        await caller.Settle();
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("one", "go", "!", "event-1", default)));
        await caller.Settle();
        await End(host, generation: 1);
    }

    private static async Task<bool> IsPurged(EmbeddedHost host)
    {
        var isPurged = await host.Client.Find("one", default) is null;
        foreach (var member in Members)
        {
            Assert.Equal(isPurged, await host.Client.Find(member, default) is null);
        }

        Assert.Equal(isPurged, host.Store.WithOthersThan().Count == 0);
        return isPurged;
    }
}
