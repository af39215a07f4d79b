using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins remove what has ended.</summary>
public abstract class PurgeConformance : WorkflowConformance
{
    [Fact]
    public async Task Purge_RemovesOneThatHasEnded_AndFreesItsId()
    {
        var host = await Host<int, int>((context, input) => context.Call<int>("double", input));
        await host.Run("test-v1", 1);
        Assert.Equal(OperationOutcome.Done, await host.Client.Purge("one", default));
        Assert.Null(await host.Client.Find("one", default));
        Assert.Empty(await host.Client.ReadHistory("one", 0, 10, default));
        await host.Crash();
        Assert.Null(await host.Client.Find("one", default));
        Assert.Equal(RaiseOutcome.Unknown, await host.Client.Raise("one", "go", 1, null, default));
        Assert.Equal(OperationOutcome.Unknown, await host.Client.Purge("one", default));
        Assert.Equal("42", (await host.Run("test-v1", 21)).Output);
    }

    [Fact]
    public async Task Purge_IsRefused_WhileItRunsOrIsSuspended()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        await host.Run("test-v1", 1);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Purge("one", default));
        await host.Client.Suspend("one", "", default);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Purge("one", default));
        await host.Client.Resume("one", "", default);
        Assert.Equal("3", (await host.Raise("go", 3)).Output);
    }

    [Fact]
    public async Task Purge_ByFilter_CountsBefore_WhatItRemoves_AndPassesOverWhatRuns()
    {
        var host = await Host<bool, int>(async (context, waits) => waits ? await context.WaitFor<int>("go") : 1);
        await host.Run("test-v1", false, "old a");
        await host.Run("test-v1", false, "old b");
        await host.Run("test-v1", true, "old and running");
        await host.Advance(TimeSpan.FromDays(1));
        var old = new WorkflowQuery(UpdatedBefore: host.Time.UtcNow);
        await host.Run("test-v1", false, "young");
        Assert.Equal(2, await host.Client.CountPurgeable(old, default));
        Assert.Equal(2, await host.Client.Purge(old, default));
        Assert.Equal((0, 0), (await host.Client.CountPurgeable(old, default), await host.Client.Purge(old, default)));
        await host.Crash();
        var left = (await host.Client.Query(new WorkflowQuery(Limit: 1000), default)).Instances.Select(instance => instance.InstanceId);
        Assert.Equal(["old and running", "young"], left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Purge_ByFilter_TakesOnlyTheStateAndKindAskedFor()
    {
        Catalog.AddWorkflow<int, int>("fails-v1", (_, _) => throw new InvalidOperationException("no luck"));
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        await host.Run("test-v1", 1, "good");
        await host.Run("fails-v1", 1, "bad");
        Assert.Equal(1, await host.Client.Purge(new WorkflowQuery(State: WorkflowState.Failed), default));
        Assert.Null(await host.Client.Find("bad", default));
        Assert.Equal(1, await host.Client.Purge(new WorkflowQuery(Kind: "test-v1"), default));
        Assert.Null(await host.Client.Find("good", default));
    }
}
