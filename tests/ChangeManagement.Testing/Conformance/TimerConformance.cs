using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Durable timers.</summary>
public abstract class TimerConformance : WorkflowConformance
{
    [Fact]
    public async Task Timer_FiresWhenItIsDue_NotBefore()
    {
        var host = await Host<int, DateTimeOffset>(async (context, hours) =>
        {
            await context.Sleep(context.Now.AddHours(hours));
            return context.Now;
        });
        var start = host.Time.UtcNow;
        await host.Run("test-v1", 2);
        await host.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromMinutes(1));
        var instance = await host.Settled();
        Assert.Equal((WorkflowState.Completed, start.AddHours(2)), (instance.State, instance.Completed));
    }

    [Fact]
    public async Task Timer_OfSevenDays_Fires()
    {
        var host = await Host<int, bool>(async (context, days) =>
        {
            await context.Sleep(context.Now.AddDays(days));
            return true;
        });
        await host.Run("test-v1", 7);
        await host.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(WorkflowState.Completed, (await host.Settled()).State);
    }

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        var host = await Host<int, bool>(async (context, _) =>
        {
            await context.Sleep(context.Now.AddHours(-1));
            return true;
        });
        Assert.Equal("true", (await host.Run("test-v1", 0)).Output);
    }

    [Fact]
    public async Task Timers_OfOneTime_FireInTheOrderTheyWereSet()
    {
        var host = await Host<int, string>(async (context, _) =>
        {
            var order = "";
            var due = context.Now.AddHours(1);
            async Task Set(string name)
            {
                await context.Sleep(due);
                order += name;
            }

            await Task.WhenAll(Set("a"), Set("b"), Set("c"));
            return order;
        });
        await host.Run("test-v1", 0);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("\"abc\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task CancelledTimer_LetsTheWorkflowComplete()
    {
        var host = await Host<int, bool>(async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.Sleep(context.Now.AddDays(30), cancel.Token);
            await context.Call<int>("double", 1);
            cancel.CancelHere();
            try
            {
                await timer;
            }
            catch (OperationCanceledException)
            {
                return true;
            }

            return false;
        });
        Assert.Equal("true", (await host.Run("test-v1", 0)).Output);
    }

    [Fact]
    public async Task OpenTimer_KeepsTheWorkflowFromCompleting()
    {
        var host = await Host<int, int>((context, input) =>
        {
            _ = context.Sleep(context.Now.AddHours(1));
            return Task.FromResult(input);
        });
        Assert.Equal(WorkflowState.Running, (await host.Run("test-v1", 4)).State);
        await host.Advance(TimeSpan.FromHours(1));
        var instance = await host.Settled();
        Assert.Equal((WorkflowState.Completed, "4"), (instance.State, instance.Output));
    }

    [Fact]
    public async Task Timer_DueWhileTheProcessWasDown_FiresAfterTheStart()
    {
        var host = await Host<int, bool>(async (context, _) =>
        {
            await context.Sleep(context.Now.AddHours(1));
            return true;
        });
        await host.Run("test-v1", 0);
        await host.Crash();
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("true", (await host.Settled()).Output);
    }

    [Fact]
    public async Task ManyTimers_FireInTimeOrder()
    {
        var host = await Host<int, int[]>(async (context, count) =>
        {
            var fired = new List<int>();
            async Task Set(int minutes)
            {
                await context.Sleep(context.Now.AddMinutes(minutes));
                fired.Add(minutes);
            }

            await Task.WhenAll(Enumerable.Range(1, count).Reverse().Select(Set));
            return [.. fired];
        });
        await host.Run("test-v1", 30);
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal($"[{string.Join(',', Enumerable.Range(1, 30))}]", (await host.Settled()).Output);
    }
}
