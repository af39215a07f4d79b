using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// An admin rewinds a family that failed at its leaf: all of it or nothing lives again, it completes once, and what had succeeded is not done
/// again.
/// </summary>
internal sealed class Rewound : Family
{
    public override async Task Prepare(EmbeddedHost host)
    {
        Broken = "d";
        await Begin(host);
        await host.Advance(TimeSpan.FromMinutes(Minutes));
        Assert.Equal(WorkflowState.Failed, (await host.Settled()).State);
        Broken = null;
    }

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        await caller.Order(() => host.Client.Rewind("one", "mended", default), () => IsRewound(host));
        await caller.Settle();
        await End(host, generation: 2);
        Assert.Equal((1, 1, 1), (Runs("a"), Runs("b"), Runs("c")));
        Assert.True(await IsRewound(host));
    }

    private static async Task<bool> IsRewound(EmbeddedHost host)
    {
        var generation = (await Shown(host, "one")).Generation;
        foreach (var member in Members)
        {
            Assert.Equal(generation, (await Shown(host, member)).Generation);
        }

        return generation == 2;
    }
}
