using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins suspend, resume and terminate; a workflow shows a status.</summary>
public abstract class ControlConformance : WorkflowConformance
{
    [Fact]
    public async Task Suspended_KeepsEvents_AndResumeDrainsThemInOrder()
    {
        var host = await Host<int, string>(async (context, _) =>
            await context.WaitFor<string>("a") + await context.WaitFor<string>("a") + await context.WaitFor<string>("b"));
        await host.Run("test-v1", 0);
        Assert.True(await host.Client.Suspend("one", "a look", default));
        var suspended = await host.Raise("b", "3");
        Assert.Equal((WorkflowState.Suspended, host.ReasonOfSuspension("a look")), (suspended.State, suspended.ErrorMessage));
        await host.Raise("a", "1", eventId: "first");
        await host.Raise("a", "1", eventId: "first");
        await host.Raise("a", "2");
        await host.Crash();
        Assert.Equal(WorkflowState.Suspended, (await host.Settled()).State);
        Assert.True(await host.Client.Resume("one", "seen", default));
        var resumed = await host.Settled();
        Assert.Equal((WorkflowState.Completed, "\"123\"", null), (resumed.State, resumed.Output, resumed.ErrorMessage));
    }

    [Fact]
    public async Task Suspended_DoesNotFireItsTimers_UntilResumed()
    {
        var host = await Host<int, bool>(async (context, _) =>
        {
            await context.Sleep(context.Now.AddHours(1));
            return true;
        });
        await host.Run("test-v1", 0);
        await host.Client.Suspend("one", "a look", default);
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(WorkflowState.Suspended, (await host.Settled()).State);
        await host.Client.Resume("one", "seen", default);
        Assert.Equal(WorkflowState.Completed, (await host.Settled()).State);
    }

    [Fact]
    public async Task Suspended_KeepsResultsOfActivities()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runs = 0;
        Catalog.AddActivity<int, int>("slow", async (input, _) =>
        {
            runs++;
            began.TrySetResult();
            await mayEnd.Task;
            return input;
        });
        var host = await Host<int, int>((context, input) => context.Call<int>("slow", input));
        await host.Client.Start("test-v1", "one", 9, default);
        await began.Task;
        Assert.True(await host.Client.Suspend("one", "a look", default));
        mayEnd.SetResult();
        Assert.Equal(WorkflowState.Suspended, (await host.Settled()).State);
        await host.Crash();
        await host.Client.Resume("one", "seen", default);
        Assert.Equal(("9", 1), ((await host.Settled()).Output, runs));
    }

    [Fact]
    public async Task Orders_ThatDoNotApply_AreFalse()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        Assert.False(await host.Client.Suspend("nobody", "", default));
        await host.Run("test-v1", 1);
        Assert.False(await host.Client.Resume("one", "", default));
        Assert.True(await host.Client.Suspend("one", "", default));
        Assert.False(await host.Client.Suspend("one", "", default));
        Assert.True(await host.Client.Terminate("one", "", default));
        Assert.False(await host.Client.Terminate("one", "", default));
        Assert.False(await host.Client.Suspend("one", "", default));
        Assert.False(await host.Client.Resume("one", "", default));
    }

    [Fact]
    public async Task Terminated_RunsNoFurther()
    {
        var host = await Host<int, bool>(async (context, _) =>
        {
            await Task.WhenAny(context.Sleep(context.Now.AddHours(1)), context.WaitFor<int>("go"));
            return true;
        });
        await host.Run("test-v1", 0);
        Assert.True(await host.Client.Terminate("one", "withdrawn", default));
        Assert.Equal(RaiseOutcome.Ended, await host.Client.Raise("one", "go", 1, null, default));
        await host.Crash();
        await host.Advance(TimeSpan.FromHours(2));
        var instance = await host.Settled();
        Assert.Equal((WorkflowState.Terminated, "withdrawn", null), (instance.State, instance.ErrorMessage, instance.Output));
    }

    [Fact]
    public async Task Terminated_TriesARunningActivityNoFurther()
    {
        var runs = 0;
        var began = new SemaphoreSlim(0);
        var mayFail = new SemaphoreSlim(0);
        Catalog.AddActivity<int, int>("failing", async (_, cancellation) =>
        {
            if (++runs == 1)
            {
                began.Release();
                await mayFail.WaitAsync(cancellation);
            }

            throw new InvalidOperationException("Not yet.");
        });
        var host = await Host<int, int>((context, input) => context.Call<int>("failing", input, new RetryPolicy(1000, TimeSpan.FromMinutes(1))));
        await host.Client.Start("test-v1", "one", 1, default);
        await began.WaitAsync();
        Assert.True(await host.Client.Terminate("one", "", default));
        mayFail.Release();
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Status_IsSetKeptAndCleared()
    {
        var host = await Host<int, int>(async (context, _) =>
        {
            context.SetStatus(new { phase = "first" });
            await context.WaitFor<int>("go");
            await context.Call<int>("double", 1);
            await context.WaitFor<int>("go");
            context.SetStatus(null);
            return await context.WaitFor<int>("go");
        });
        Assert.Equal("""{"phase":"first"}""", (await host.Run("test-v1", 0)).CustomStatus);
        Assert.Equal("""{"phase":"first"}""", (await host.Raise("go", 1)).CustomStatus);
        await host.Crash();
        Assert.Equal("""{"phase":"first"}""", (await host.Settled()).CustomStatus);
        Assert.Equal("null", (await host.Raise("go", 1)).CustomStatus ?? "null");
    }

    [Fact]
    public async Task Status_OfTheLastTurn_StaysAfterTheEnd()
    {
        var host = await Host<int, int>((context, input) =>
        {
            context.SetStatus("all done");
            return Task.FromResult(input);
        });
        Assert.Equal("\"all done\"", (await host.Run("test-v1", 0)).CustomStatus);
    }

    [Fact]
    public async Task Status_Above16Kilobytes_FailsTheWorkflow()
    {
        var host = await Host<int, int>((context, input) =>
        {
            context.SetStatus(new string('x', 16 * 1024));
            return Task.FromResult(input);
        });
        Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 0)).State);
    }
}
