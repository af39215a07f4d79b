using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Events from outside and between workflows.</summary>
public abstract class EventConformance : WorkflowConformance
{
    [Fact]
    public async Task Event_WakesItsWaiter()
    {
        var host = await Host<int, string>((context, _) => context.WaitFor<string>("decided"));
        Assert.Equal(WorkflowState.Running, (await host.Run("test-v1", 0)).State);
        Assert.Equal("\"yes\"", (await host.Raise("decided", "yes")).Output);
    }

    [Fact]
    public async Task Event_RaisedBeforeTheWait_IsKept()
    {
        var host = await Host<int, string>(async (context, _) =>
        {
            await context.Sleep(context.Now.AddHours(1));
            return await context.WaitFor<string>("decided");
        });
        await host.Run("test-v1", 0);
        await host.Raise("decided", "early");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("\"early\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task AHundredEvents_ArriveInTheOrderTheyWereRaised()
    {
        var host = await Host<int, int[]>(async (context, count) =>
        {
            var received = new int[count];
            for (var i = 0; i < count; i++)
            {
                received[i] = await context.WaitFor<int>("number");
            }

            return received;
        });
        await host.Run("test-v1", 100);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => host.Client.Raise("one", "number", number, null, default)));
        Assert.Equal($"[{string.Join(',', Enumerable.Range(0, 100))}]", (await host.Settled()).Output);
    }

    [Fact]
    public async Task EventNames_IgnoreCase()
    {
        var host = await Host<int, string>((context, _) => context.WaitFor<string>("Decided"));
        await host.Run("test-v1", 0);
        Assert.Equal("\"yes\"", (await host.Raise("dECIDED", "yes")).Output);
    }

    [Fact]
    public async Task Events_OfOtherNames_WaitForTheirOwn()
    {
        var host = await Host<int, string>(async (context, _) =>
            await context.WaitFor<string>("second") + await context.WaitFor<string>("first"));
        await host.Run("test-v1", 0);
        await host.Raise("first", "1");
        Assert.Equal("\"21\"", (await host.Raise("second", "2")).Output);
    }

    [Theory]
    [InlineData(true, "decided 3")]
    [InlineData(false, "expired")]
    public async Task RaceWithATimer_IsWonByTheFirst(bool raise, string outcome)
    {
        var host = await Host<int, string>(Doorbell);
        await host.Run("test-v1", 3);
        for (var i = 0; i < (raise ? 3 : 2); i++)
        {
            await host.Raise("bell");
        }

        Assert.Equal(raise ? WorkflowState.Completed : WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromHours(24));
        Assert.Equal($"\"{outcome}\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task WaiterReArmedAtOnce_LosesNoEvent_WhenTimersWinInBetween()
    {
        var host = await Host<int, string>(async (context, expected) =>
        {
            var (rings, reminders) = (0, 0);
            Task<int>? pending = null;
            while (rings < expected)
            {
                pending ??= context.WaitFor<int>("bell");
                using var cancel = new CancellationTokenSource();
                var timer = context.Sleep(context.Now.AddHours(1), cancel.Token);
                if (await Task.WhenAny(pending, timer) == timer && !pending.IsCompleted)
                {
                    reminders++;
                    continue;
                }

                cancel.CancelHere();
                rings++;
                pending = null;
            }

            return $"{rings} {reminders}";
        });
        await host.Run("test-v1", 3);
        await host.Raise("bell");
        await host.Advance(TimeSpan.FromHours(2));
        await host.Raise("bell");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("\"3 3\"", (await host.Raise("bell")).Output);
    }

    [Fact]
    public async Task EventsDuringAnActivity_AreKept()
    {
        var began = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        Catalog.AddActivity<int, int>("slow", async (input, _) =>
        {
            began.TrySetResult();
            await mayEnd.Task;
            return input;
        });
        var host = await Host<int, string>(async (context, _) =>
        {
            await context.Call<int>("slow", 1);
            return await context.WaitFor<string>("a") + await context.WaitFor<string>("a");
        });
        await host.Client.Start("test-v1", "one", 0, default);
        await began.Task;
        await host.Client.Raise("one", "a", "1", null, default);
        await host.Client.Raise("one", "a", "2", null, default);
        mayEnd.SetResult();
        Assert.Equal("\"12\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task RepeatedEventId_IsAcceptedAndIgnored_AlsoAfterACrash()
    {
        var host = await Host<int, string>(async (context, _) =>
            await context.WaitFor<string>("a") + await context.WaitFor<string>("a"));
        await host.Run("test-v1", 0);
        Assert.Equal(RaiseOutcome.Accepted, await host.Client.Raise("one", "a", "1", "id-1", default));
        Assert.Equal(RaiseOutcome.Accepted, await host.Client.Raise("one", "a", "1", "id-1", default));
        await host.Crash();
        Assert.Equal(RaiseOutcome.Accepted, await host.Client.Raise("one", "a", "1", "id-1", default));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        Assert.Equal("\"12\"", (await host.Raise("a", "2", eventId: "id-2")).Output);
    }

    [Fact]
    public async Task RepeatedEventId_UnderAnotherName_IsIgnoredToo()
    {
        var host = await Host<int, string>(async (context, _) =>
            string.Concat(await Task.WhenAll(context.WaitFor<string>("a"), context.WaitFor<string>("b"))));
        await host.Run("test-v1", 0);
        await host.Raise("a", "1", eventId: "id-1");
        Assert.Equal(WorkflowState.Running, (await host.Raise("b", "1", eventId: "id-1")).State);
        Assert.Equal("\"12\"", (await host.Raise("b", "2", eventId: "id-2")).Output);
    }

    [Fact]
    public async Task RepeatedEventIds_RaisedAtOnce_CountOnce()
    {
        var host = await Host<int, string>(async (context, _) =>
            await context.WaitFor<string>("a") + await context.WaitFor<string>("a"));
        await host.Run("test-v1", 0);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Client.Raise("one", "a", "1", "same", default)));
        Assert.All(outcomes, outcome => Assert.Equal(RaiseOutcome.Accepted, outcome));
        Assert.Equal("\"12\"", (await host.Raise("a", "2")).Output);
    }

    [Fact]
    public async Task Event_ForAnUnknownInstance_IsRefused()
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        Assert.Equal(RaiseOutcome.Unknown, await host.Client.Raise("nobody", "a", 1, null, default));
    }

    [Fact]
    public async Task Event_ForAnEndedInstance_IsRefused()
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        await host.Run("test-v1", 1);
        Assert.Equal(RaiseOutcome.Ended, await host.Client.Raise("one", "a", 1, null, default));
    }

    [Fact]
    public async Task Workflow_RaisesAnEventForAnother()
    {
        Catalog.AddWorkflow<string, bool>("sender-v1", async (context, target) =>
        {
            context.Raise(target, "greeting", "hello");
            context.Raise("nobody", "greeting", "lost");
            await context.Call<int>("double", 1);
            return true;
        });
        var host = await Host<int, string>((context, _) => context.WaitFor<string>("greeting"));
        await host.Run("test-v1", 0);
        Assert.Equal(WorkflowState.Completed, (await host.Run("sender-v1", "one", "two")).State);
        Assert.Equal("\"hello\"", (await host.Settled()).Output);
    }

    private static async Task<string> Doorbell(IWorkflowContext context, int expected)
    {
        var deadline = context.Now.AddHours(24);
        Task<object?>? pending = null;
        for (var rings = 0; ;)
        {
            pending ??= context.WaitFor<object?>("bell");
            using var cancel = new CancellationTokenSource();
            var timer = context.Sleep(deadline, cancel.Token);
            await Task.WhenAny(pending, timer);
            if (!pending.IsCompleted)
            {
                return "expired";
            }

            cancel.CancelHere();
            pending = null;
            if (++rings == expected)
            {
                return $"decided {rings}";
            }
        }
    }
}
