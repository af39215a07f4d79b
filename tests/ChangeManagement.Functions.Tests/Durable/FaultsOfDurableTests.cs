using System.Text.Json;
using ChangeManagement.Functions.Durable;
using ChangeManagement.Testing.Conformance;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Tests.Durable;

/// <summary>Each fault of Durable Functions as it shows without our adapters, and the same story through them.</summary>
public sealed class FaultsOfDurableTests : IAsyncLifetime
{
    private readonly List<WorkflowHost> hosts = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task AWaiterThatWasCancelled_SwallowsTheEvent()
    {
        var host = await Bare<int, string>(async (context, _) =>
        {
            using (var patience = new CancellationTokenSource())
            {
                var first = context.WaitForExternalEvent<string>("go", patience.Token);
                if (await Task.WhenAny(first, context.CreateTimer(TimeSpan.FromHours(1), default)) == first)
                {
                    return "in time";
                }

                patience.CancelHere();
            }

            await context.CreateTimer(TimeSpan.FromHours(1), default);
            return await context.WaitForExternalEvent<string>("go");
        });
        await host.Run("test-v1", 0);
        await host.Advance(TimeSpan.FromHours(1));
        await host.Bare.RaiseEventAsync("one", "go", "lost");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Bare.RaiseEventAsync("one", "go", "second");
        Assert.Equal("\"second\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task ThroughTheAdapter_NothingThatIsRaisedBetweenTwoWaitsIsLost()
    {
        var host = await Adapted<int, string>(async (context, _) =>
        {
            var waiter = context.WaitFor<string>("go");
            await Task.WhenAny(waiter, context.Sleep(context.Now.AddHours(1)));
            await context.Sleep(context.Now.AddHours(1));
            return await waiter + await context.WaitFor<string>("go");
        });
        await host.Run("test-v1", 0);
        await host.Advance(TimeSpan.FromHours(1));
        await host.Raise("go", "first ");
        await host.Raise("go", "second");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("\"first second\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task TheYoungestWaiterGetsTheFirstEvent()
    {
        var host = await Bare<int, string>(async (context, _) =>
            string.Concat(await Task.WhenAll(context.WaitForExternalEvent<string>("go"), context.WaitForExternalEvent<string>("GO"))));
        await host.Run("test-v1", 0);
        await host.Bare.RaiseEventAsync("one", "go", "1");
        await host.Bare.RaiseEventAsync("one", "go", "2");
        Assert.Equal("\"21\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task ThroughTheAdapter_TheOldestWaiterGetsTheFirstEvent()
    {
        var host = await Adapted<int, string>(async (context, _) =>
            string.Concat(await Task.WhenAll(context.WaitFor<string>("go"), context.WaitFor<string>("GO"))));
        await host.Run("test-v1", 0);
        await host.Raise("go", "1");
        Assert.Equal("\"12\"", (await host.Raise("go", "2")).Output);
    }

    [Fact]
    public async Task AnEventThatIsRepeated_CountsTwice()
    {
        var host = await Bare<int, string?>(async (context, _) =>
            $"{await context.WaitForExternalEvent<WorkflowEvent>("go")}{await context.WaitForExternalEvent<WorkflowEvent>("go")}");
        await host.Run("test-v1", 0);
        await host.Client.Raise("one", "go", "1", "the same", default);
        await host.Client.Raise("one", "go", "1", "the same", default);
        Assert.Equal(WorkflowState.Completed, (await host.Settled()).State);
    }

    [Fact]
    public async Task ThroughTheAdapter_AnEventThatIsRepeated_CountsOnce_AlsoForALaterWaiter()
    {
        var host = await Adapted<int, string>(async (context, _) => await context.WaitFor<string>("go") + await context.WaitFor<string>("go"));
        await host.Run("test-v1", 0);
        await host.Raise("go", "1", eventId: "the same");
        Assert.Equal(WorkflowState.Running, (await host.Raise("go", "1", eventId: "the same")).State);
        Assert.Equal("\"12\"", (await host.Raise("go", "2", eventId: "another")).Output);
    }

    [Fact]
    public async Task WaitersOfOneName_WaitForOneType_OrTheOrchestrationFails()
    {
        var host = await Bare<int, int>(async (context, _) =>
            (await context.WaitForExternalEvent<string>("go")).Length + await context.WaitForExternalEvent<int>("go"));
        await host.Run("test-v1", 0);
        await host.Bare.RaiseEventAsync("one", "go", "1");
        Assert.Equal(WorkflowState.Failed, (await host.Settled()).State);
    }

    [Fact]
    public async Task ThroughTheAdapter_EachWaiterHasItsType()
    {
        var host = await Adapted<int, int>(async (context, _) => (await context.WaitFor<string>("go")).Length + await context.WaitFor<int>("go"));
        await host.Run("test-v1", 0);
        await host.Raise("go", "four");
        Assert.Equal("7", (await host.Raise("go", 3)).Output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"version":3}""")]
    public async Task ThroughTheAdapter_WhatIsNoEventOfOurs_IsHeardAsTellingNothing(object? raised)
    {
        var host = await Adapted<int, bool>(async (context, _) => await context.WaitFor<Doorbell?>("doorbell") is null);
        await host.Run("test-v1", 0);
        await Client(host).RaiseEventAsync("one", "doorbell", raised is string json ? JsonSerializer.Deserialize<JsonElement>(json) : raised);
        Assert.Equal("true", (await host.Settled()).Output);
    }

    [Fact]
    public async Task AnEventForNobody_IsAcceptedAndLost()
    {
        var host = await Bare<int, int>((_, input) => Task.FromResult(input));
        await host.Bare.RaiseEventAsync("nobody", "go", "lost");
        Assert.Equal(RaiseOutcome.Unknown, await host.Client.Raise("nobody", "go", "told", null, default));
    }

    [Fact]
    public async Task AStart_EndsWhatRunsUnderItsId()
    {
        var host = await Bare<string, string>(async (context, input) => input + await context.WaitForExternalEvent<string>("go"));
        await host.Run("test-v1", "first ");
        await host.Bare.ScheduleNewOrchestrationInstanceAsync("test-v1", "second ", new StartOrchestrationOptions("one"));
        await host.Bare.RaiseEventAsync("one", "go", "goes on");
        Assert.Equal("\"second goes on\"", (await host.Settled()).Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ThroughTheAdapter_AStartLeavesWhatRunsOrHasEndedAlone(bool hasEnded)
    {
        var host = await Adapted<string, string>(async (context, input) => input + await context.WaitFor<string>("go"));
        await host.Run("test-v1", "first ");
        if (hasEnded)
        {
            await host.Raise("go", "goes on");
        }

        Assert.Equal(StartOutcome.IdTaken, await host.Client.Start("test-v1", "one", "second ", default));
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "first ", default));
        await host.Raise("go", "goes on");
        Assert.Equal("\"first goes on\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task AStartOfAnUnknownOrchestrator_IsAcceptedAndNeverRuns()
    {
        var host = await Bare<int, int>((_, input) => Task.FromResult(input));
        var client = host.Bare;
        await client.ScheduleNewOrchestrationInstanceAsync("tset-v1", 1, new StartOrchestrationOptions("one"));
        await host.Advance(TimeSpan.FromDays(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await client.GetInstanceAsync("one", default))!.RuntimeStatus);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => host.Client.Start("tset-v1", "two", 1, default));
        Assert.Contains("did you mean 'test-v1'?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongTimer_IsSplitAtThreeDays_AndFiresWhenItIsDue()
    {
        var host = (DurableHost)await Adapted<int, DateTimeOffset>(async (context, days) =>
        {
            await context.Sleep(context.Now.AddDays(days));
            return context.Now;
        });
        var start = host.Time.UtcNow;
        await host.Run("test-v1", 7);
        await host.Advance(TimeSpan.FromDays(7));
        Assert.Equal(start.AddDays(7), (await host.Settled()).Completed);
        var timers = (await host.Recorded.ReadHistory("one", 0, 100, default)).Count(turn => turn.Events.Contains("timer", StringComparison.Ordinal));
        Assert.Equal(3, timers);
    }

    [Fact]
    public async Task ALongTimer_ThatIsCancelledInItsSecondPart_LetsTheWorkflowComplete()
    {
        var host = await Adapted<int, string>(async (context, days) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.Sleep(context.Now.AddDays(days), cancel.Token);
            var go = context.WaitFor<string>("go");
            await Task.WhenAny(go, timer);
            cancel.CancelHere();
            return await go;
        });
        await host.Run("test-v1", 7);
        await host.Advance(TimeSpan.FromDays(4));
        Assert.Equal("\"now\"", (await host.Raise("go", "now")).Output);
    }

    [Fact]
    public async Task AFailure_IsDurablesOwn_UntilTheAdapterTurnsItIntoOurs()
    {
        var host = await Bare<int, string>(async (context, _) =>
        {
            try
            {
                return await context.CallActivityAsync<string>("nowhere", 1);
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName} {failure.FailureDetails.ErrorType}";
            }
        });
        Assert.Equal("\"nowhere ActivityNotFound\"", (await host.Run("test-v1", 0)).Output);
    }

    private static DurableTaskClient Client(WorkflowHost host) => ((DurableHost)host).Bare;

    private async Task<DurableHost> Bare<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
    {
        var host = await DurableHost.StartBare(orchestrator);
        hosts.Add(host);
        return host;
    }

    private async Task<WorkflowHost> Adapted<TInput, TOutput>(Func<IWorkflowContext, TInput, Task<TOutput>> workflow)
    {
        var host = await DurableHost.Start(new WorkflowCatalog().AddWorkflow("test-v1", workflow));
        hosts.Add(host);
        return host;
    }
}
