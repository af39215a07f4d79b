using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>What a crash left half done is finished within a minute or two (W3).</summary>
public sealed class CrashTests : SweeperScene
{
    [Fact]
    public async Task AnAppendWithoutItsProjections_IsFinished()
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        Assert.Equal("awaiting-approval", (await Listed(walk.Number)).State);

        Assert.Equal(0, await product.Sweep());
        Assert.Equal(1, await Open());
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal((0, await Version(walk)), (await Open(), await SeenVersion(walk)));
    }

    [Fact]
    public async Task AnAnnouncementWithoutItsAppend_IsLetGo_AndChangesNothing()
    {
        var walk = await Waiting();
        var before = await Version(walk);
        await product.Services.GetRequiredService<Intents>().Announce(
            walk.Number, before, new Caller(Actor.Person("chen"), "crashed"), product.Time.GetUtcNow(), CancellationToken.None);
        product.Time.Advance(PastGrace);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal((0, before), (await Open(), await Version(walk)));
    }

    [Fact]
    public async Task AChangeThatALateHostTookOffItsList_BeforeItDied_IsListedAgain()
    {
        var walk = await Waiting();
        await product.Services.GetRequiredService<Intents>().Announce(
            walk.Number, await Version(walk), new Caller(Actor.Person("chen"), "crashed"), product.Time.GetUtcNow(), CancellationToken.None);
        var listed = Assert.Single(await Tables.Query("index", "state-awaiting-approval", from: null, to: null, limit: 10, CancellationToken.None));
        await Tables.Transact("index", "state-awaiting-approval", [new TableOperation.Delete(listed.Key)], CancellationToken.None);

        product.Time.Advance(PastGrace);
        await product.Sweep();
        var waiting = await product.Services.GetRequiredService<ChangeIndex>().List(
            new ChangeFilter(State: "awaiting-approval"), after: null, limit: 10, CancellationToken.None);
        Assert.Equal(walk.Number, Assert.Single(waiting.Changes).Number);
    }

    [Fact]
    public async Task ANumberThatWasClaimed_BeforeACrash_GetsItsChange()
    {
        LoseTheNextChange();
        Assert.Equal(503, (await (await product.As("chen")).Submit(Requests.Priority("low"))).Status);
        Assert.Equal(404, (await (await product.As("chen")).Show("CHG-2026-001")).Status);

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("awaiting-approval", (await (await product.As("chen")).Show("CHG-2026-001")).Text("state"));
        Assert.Equal("running", await WorkflowState("CHG-2026-001"));
        Assert.True((await product.AsAdministrator().Get("/api/v1/audit/verify")).Json.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task WhatAProcessLeft_IsFinishedAtTheStartOfTheNext_WithoutWaiting()
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        Assert.True(await product.Services.GetRequiredService<Sweeper>().SweepAtStart(product.Time.GetUtcNow(), CancellationToken.None) > 0);
        await product.Settle();
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal(await Version(walk), await SeenVersion(walk));
    }

    [Fact]
    public async Task ANumberThatWasClaimed_YearsBeforeTheNextStart_GetsItsChange()
    {
        LoseTheNextChange();
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        product.Time.Advance(TimeSpan.FromDays(800));
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("CHG-2026-001", (await product.AsAdministrator().Show("CHG-2026-001")).Number);
    }
}
