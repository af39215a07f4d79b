using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Embedded only: a family is removed as one, and not while a member of it runs.</summary>
public abstract class FamilyPurgeConformance : WorkflowConformance
{
    [Fact]
    public async Task Purge_TakesTheChildrenWithIt_AndIsRefusedWhileOneRuns()
    {
        var isRestarted = false;
        Catalog.AddWorkflow<int, int>("leaf-v1", (context, input) => isRestarted ? context.WaitFor<int>("go") : context.Call<int>("double", input));
        Catalog.AddWorkflow<int, int>("child-v1", (context, input) => context.CallChild<int>("leaf-v1", input, "leaf"));
        var host = await Host<int, int>((context, input) => context.CallChild<int>("child-v1", input, "child"));
        await host.Run("test-v1", 1);
        isRestarted = true;
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("leaf", "on its own", default));
        Assert.Equal(WorkflowState.Running, (await host.Settled("leaf")).State);

        Assert.Equal(OperationOutcome.ChildRuns, await host.Client.Purge("one", default));
        Assert.Equal(OperationOutcome.ChildRuns, await host.Client.Restart("one", "too early", default));
        Assert.Equal(0, await host.Client.Purge(new WorkflowQuery(Kind: "test-v1"), default));
        Assert.Equal("2", (await host.Settled()).Output);
        await host.Raise("go", 3, "leaf");
        Assert.Equal(OperationOutcome.Done, await host.Client.Purge("one", default));
        foreach (var id in new[] { "one", "child", "leaf" })
        {
            Assert.Null(await host.Client.Find(id, default));
        }
    }

    [Fact]
    public async Task Purge_ByFilter_RemovesWhatFitsAndHasEnded_AndCountsItBefore()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, input) => context.Call<int>("double", input));
        Catalog.AddWorkflow<int, int>("parent-v1", async (context, input) =>
            await context.CallChild<int>("child-v1", input, context.InstanceId + " child") + await context.WaitFor<int>("go"));
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        for (var i = 0; i < 150; i++)
        {
            await host.Client.Start("test-v1", $"old {i}", i, default);
        }

        await host.Run("parent-v1", 1, "old parent");
        await host.Raise("go", 1, "old parent");
        await host.Run("parent-v1", 1, "running parent");
        await host.Advance(TimeSpan.FromDays(1));
        var before = host.Time.UtcNow;
        await host.Advance(TimeSpan.FromSeconds(1));
        await host.Run("test-v1", 1, "young");

        var old = new WorkflowQuery(UpdatedBefore: before);
        Assert.Equal(152, await host.Client.CountPurgeable(old, default));
        Assert.Equal(152, await host.Client.Purge(old, default));
        Assert.Equal((0, 0), (await host.Client.CountPurgeable(old, default), await host.Client.Purge(old, default)));
        await host.Crash();
        var left = (await host.Client.Query(new WorkflowQuery(Limit: 1000), default)).Instances.Select(instance => instance.InstanceId);
        Assert.Equal(["running parent", "running parent child", "young"], left.Order(StringComparer.Ordinal));
        Assert.Equal("3", (await host.Raise("go", 1, "running parent")).Output);
    }
}
