using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Workflows that run others.</summary>
public abstract class ChildConformance : WorkflowConformance
{
    [Fact]
    public async Task Child_GivesItsResult()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, input) => context.Call<int>("double", input));
        var host = await Host<int, int>(async (context, input) =>
            await context.CallChild<int>("child-v1", input, "child a") + await context.CallChild<int>("child-v1", input + 1, "child b"));
        Assert.Equal("14", (await host.Run("test-v1", 3)).Output);
        Assert.Equal("6", (await host.Settled("child a")).Output);
    }

    [Fact]
    public async Task Children_RunBesideEachOther_AcrossACrash()
    {
        Catalog.AddWorkflow<int, int>("child-v1", async (context, input) =>
        {
            await context.Sleep(context.Now.AddHours(1));
            return await context.Call<int>("double", input);
        });
        var host = await Host<int, int>(async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallChild<int>("child-v1", number, $"c{number}")))).Sum());
        await host.Run("test-v1", 10);
        await host.Crash();
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("90", (await host.Settled()).Output);
    }

    [Fact]
    public async Task FailureOfAChild_SurfacesInTheParent()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (_, _) => throw new InvalidOperationException("child says no"));
        var host = await Host<int, string>(async (context, input) =>
        {
            try
            {
                return $"{await context.CallChild<int>("child-v1", input, "child")}";
            }
            catch (WorkflowTaskException failure)
            {
                return $"{failure.ErrorType}: {failure.Message}";
            }
        });
        Assert.Equal("\"System.InvalidOperationException: child-v1 failed: child says no\"", (await host.Run("test-v1", 1)).Output);
        Assert.Equal(WorkflowState.Failed, (await host.Settled("child")).State);
    }

    [Fact]
    public async Task Child_WhoseIdIsTaken_FailsItsCall()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, _) => context.WaitFor<int>("never"));
        var host = await Host<int, bool>(async (context, input) =>
        {
            try
            {
                await context.CallChild<int>("child-v1", input, "taken");
                return false;
            }
            catch (WorkflowTaskException)
            {
                return true;
            }
        });
        await host.Run("child-v1", 1, "taken");
        Assert.Equal("true", (await host.Run("test-v1", 1)).Output);
        Assert.Equal(WorkflowState.Running, (await host.Settled("taken")).State);
    }

    [Fact]
    public async Task Child_OfAnUnknownKind_FailsItsCall()
    {
        var host = await Host<int, int>((context, input) => context.CallChild<int>("tset-v1", input, "child"));
        Assert.Contains("tset-v1", (await host.Run("test-v1", 1)).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenChild_KeepsTheParentFromCompleting()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, _) => context.WaitFor<int>("go"));
        var host = await Host<int, int>((context, input) =>
        {
            _ = context.CallChild<int>("child-v1", input, "child");
            return Task.FromResult(input);
        });
        Assert.Equal(WorkflowState.Running, (await host.Run("test-v1", 5)).State);
        await host.Raise("go", 1, "child");
        Assert.Equal("5", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Termination_EndsTheChildrenToo_AlsoSuspendedOnes()
    {
        Catalog.AddWorkflow<int, int>("leaf-v1", (context, _) => context.WaitFor<int>("never"));
        Catalog.AddWorkflow<int, int>("child-v1", (context, _) => context.CallChild<int>("leaf-v1", 0, "leaf"));
        var host = await Host<int, int>(async (context, input) =>
        {
            var other = context.CallChild<int>("leaf-v1", input, "suspended");
            return await context.CallChild<int>("child-v1", input, "child") + await other;
        });
        await host.Run("test-v1", 1);
        Assert.True(await host.Client.Suspend("suspended", "a look", default));
        Assert.True(await host.Client.Terminate("one", "enough", default));
        await host.WhenIdle();
        foreach (var id in new[] { "one", "child", "leaf", "suspended" })
        {
            Assert.Equal(WorkflowState.Terminated, (await host.Settled(id)).State);
        }
    }

    [Fact]
    public async Task TerminatedChild_FailsItsParentsCall()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, _) => context.WaitFor<int>("never"));
        var host = await Host<int, int>((context, input) => context.CallChild<int>("child-v1", input, "child"));
        await host.Run("test-v1", 1);
        Assert.True(await host.Client.Terminate("child", "enough", default));
        var parent = await host.Settled();
        Assert.Equal((WorkflowState.Failed, "child-v1 failed: enough"), (parent.State, parent.ErrorMessage));
    }
}
