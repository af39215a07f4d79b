using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins run what has ended from its first line.</summary>
public abstract class RestartConformance : RevivalConformance
{
    [Fact]
    public async Task Restart_RunsFromTheFirstLine_WithTheSameIdAndInput_AsTheNextGeneration()
    {
        var host = await Host<string, string>(async (context, input) => input + await Step(context, "a") + await context.WaitFor<string>("go"));
        await host.Run("test-v1", "x");
        await host.Raise("go", "1", eventId: "first");
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        await host.Crash();
        var restarted = await host.Settled();
        Assert.Equal((WorkflowState.Running, "\"x\"", null, host.Generation(2)), (restarted.State, restarted.Input, restarted.Output, restarted.Generation));
        // The crash may have come in the middle of the second run.
        Assert.InRange(Runs("a"), 2, 3);
        Assert.Equal("\"xa2\"", (await host.Raise("go", "2", eventId: "first")).Output);
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "x", default));
    }

    [Fact]
    public async Task Restart_OfOneThatWasTerminated_HearsNothingOfItsLifeBefore()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        Catalog.AddActivity<int, int>("slow", async (input, _) =>
        {
            began.TrySetResult();
            await mayEnd.Task;
            return input;
        });
        // In its second life task 1 is a timer of another length, and task 2 another activity.
        var life = 0;
        var host = await Host<int, int>(async (context, _) =>
        {
            var isFirst = life == 0;
            var timer = context.Sleep(context.Now.AddHours(isFirst ? 1 : 3));
            var result = await context.Call<int>(isFirst ? "slow" : "double", 7);
            await timer;
            return result;
        });
        await host.Client.Start("test-v1", "one", 0, default);
        await began.Task;
        Assert.True(await host.Client.Terminate("one", "enough", default));
        life = 1;
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        mayEnd.SetResult();
        await host.WhenIdle();
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("14", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Restart_RunsItsChildrenAnew()
    {
        Catalog.AddWorkflow<int, string>("child-v1", (context, _) => Step(context, "a"));
        var host = await Host<int, string>(async (context, _) =>
            await context.CallChild<string>("child-v1", 0, "child") + await context.WaitFor<string>("go"));
        await host.Run("test-v1", 0);
        await host.Client.Terminate("one", "enough", default);
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        Assert.Equal("\"ab\"", (await host.Raise("go", "b")).Output);
        Assert.Equal(2, Runs("a"));
    }

    [Fact]
    public async Task Restart_AsSoonAsTheChildrenHaveEnded_RunsThemAnew()
    {
        Catalog.AddWorkflow<int, int>("child-v1", (context, _) => context.WaitFor<int>("go"));
        var host = await Host<int, int>((context, _) => context.CallChild<int>("child-v1", 0, "child"));
        await host.Run("test-v1", 0);
        for (var life = 2; life < 100; life++)
        {
            Assert.True(await host.Client.Terminate("one", "enough", default));
            var tries = 0;
            while (await host.Client.Restart("one", "once more", default) is var outcome && outcome != OperationOutcome.Done)
            {
                Assert.Equal(OperationOutcome.ChildRuns, outcome);
                Assert.True(++tries < 10_000, "Its child never ended.");
            }

            Assert.Equal((WorkflowState.Running, host.Generation(life)), ((await host.Settled()).State, (await host.Settled()).Generation));
        }

        await host.Raise("go", 5, "child");
        Assert.Equal("5", (await host.Settled()).Output);
    }

    [Fact]
    public async Task RewindAndRestart_ThatDoNotApply_ChangeNothing()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        Assert.Equal(OperationOutcome.Unknown, await host.Client.Rewind("nobody", "", default));
        Assert.Equal(OperationOutcome.Unknown, await host.Client.Restart("nobody", "", default));
        await host.Run("test-v1", 0);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Rewind("one", "", default));
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Restart("one", "", default));
        await host.Client.Suspend("one", "", default);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Restart("one", "", default));
        await host.Client.Resume("one", "", default);
        Assert.Equal("5", (await host.Raise("go", 5)).Output);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Rewind("one", "", default));
        Assert.Equal(("5", 1), ((await host.Settled()).Output, (await host.Settled()).Generation));
    }

    [Fact]
    public async Task OfTwoRestartsAtOnce_OneIsDone()
    {
        var host = await Host<int, string>((context, _) => Step(context, "a"));
        await host.Run("test-v1", 0);
        var both = await Task.WhenAll(host.Client.Restart("one", "", default), host.Client.Restart("one", "", default));
        Assert.Equal([OperationOutcome.Done, OperationOutcome.NotInState], both.Order());
        Assert.Equal((host.Generation(2), 2), ((await host.Settled()).Generation, Runs("a")));
    }
}
