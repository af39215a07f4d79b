using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Activities, their results and their failures.</summary>
public abstract class TaskConformance : WorkflowConformance
{
    [Fact]
    public async Task Workflow_ThatDoesNothing_Completes()
    {
        var host = await Host<string, string>((_, input) => Task.FromResult(input + "!"));
        var instance = await host.Run("test-v1", "done");
        Assert.Equal((WorkflowState.Completed, "\"done\"", "\"done!\""), (instance.State, instance.Input, instance.Output));
        Assert.Equal(host.Time.UtcNow, instance.Completed);
    }

    [Fact]
    public async Task Chain_PassesEachResultOn()
    {
        var host = await Host<int, int>(async (context, input) =>
            await context.Call<int>("double", await context.Call<int>("double", await context.Call<int>("double", input))));
        Assert.Equal("24", (await host.Run("test-v1", 3)).Output);
    }

    [Fact]
    public async Task FanOut_GivesResultsInTheOrderOfCalls()
    {
        var host = await Host<int, int[]>(async (context, count) =>
            await Task.WhenAll(Enumerable.Range(1, count).Select(number => context.Call<int>("double", number))));
        Assert.Equal("[2,4,6,8,10]", (await host.Run("test-v1", 5)).Output);
    }

    [Fact]
    public async Task FanOut_OfFifty_CompletesAcrossCrashes()
    {
        var host = await Host<int, int>(async (context, count) =>
        {
            var first = await Task.WhenAll(Enumerable.Range(1, count).Select(number => context.Call<int>("double", number)));
            await context.Sleep(context.Now.AddHours(1));
            var second = await Task.WhenAll(first.Select(number => context.Call<int>("double", number)));
            return second.Sum();
        });
        await host.Run("test-v1", 50);
        await host.Crash();
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("5100", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Failure_SurfacesAsTextWithItsInnerFailures()
    {
        Catalog.AddActivity<int, int>("fails", (_, _) =>
            throw new InvalidOperationException("outer", new TimeoutException("middle", new FormatException("inmost"))));
        var host = await Host<int, string>(async (context, input) =>
        {
            try
            {
                return $"{await context.Call<int>("fails", input)}";
            }
            catch (WorkflowTaskException failure)
            {
                return $"{failure.Task}|{failure.ErrorType}|{failure.Message}|{failure.InnerFailure}";
            }
        });
        Assert.Equal(
            "fails|System.InvalidOperationException|fails failed: outer|System.TimeoutException: middle\nSystem.FormatException: inmost",
            System.Text.Json.JsonSerializer.Deserialize<string>((await host.Run("test-v1", 1)).Output!));
    }

    [Fact]
    public async Task Failure_ThatNobodyCatches_FailsTheWorkflow()
    {
        Catalog.AddActivity<int, int>("fails", (_, _) => throw new InvalidOperationException("no luck"));
        var host = await Host<int, int>((context, input) => context.Call<int>("fails", input));
        var instance = await host.Run("test-v1", 1);
        Assert.Equal(WorkflowState.Failed, instance.State);
        Assert.Equal(typeof(WorkflowTaskException).FullName, instance.ErrorType);
        Assert.Equal("fails failed: no luck", instance.ErrorMessage);
    }

    [Fact]
    public async Task Retry_CountsTheFirstAttempt_AndWaitsLongerEachTime()
    {
        var attempts = new List<DateTimeOffset>();
        WorkflowHost? host = null;
        Catalog.AddActivity<int, int>("flaky", (input, _) =>
        {
            attempts.Add(host!.Time.UtcNow);
            return attempts.Count < 4 ? throw new InvalidOperationException("not yet") : Task.FromResult(input);
        });
        var retry = new RetryPolicy(Attempts: 4, TimeSpan.FromSeconds(10), Coefficient: 3, MaxDelay: TimeSpan.FromSeconds(60));
        host = await Host<int, int>((context, input) => context.Call<int>("flaky", input, retry));
        var start = host.Time.UtcNow;
        await host.Run("test-v1", 7);
        await host.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("7", (await host.Settled()).Output);
        Assert.Equal([0, 10, 40, 100], attempts.Select(at => (at - start).TotalSeconds));
    }

    [Fact]
    public async Task Retry_WhoseAttemptsAreUsedUp_Fails()
    {
        var attempts = 0;
        Catalog.AddActivity<int, int>("fails", (_, _) => throw new InvalidOperationException($"attempt {++attempts}"));
        var host = await Host<int, int>((context, input) =>
            context.Call<int>("fails", input, new RetryPolicy(3, TimeSpan.FromSeconds(1))));
        await host.Run("test-v1", 1);
        await host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("fails failed: attempt 3", (await host.Settled()).ErrorMessage);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Retry_RemembersItsAttempts_AcrossACrash()
    {
        var attempts = 0;
        Catalog.AddActivity<int, int>("fails", (_, _) => throw new InvalidOperationException($"attempt {++attempts}"));
        var host = await Host<int, int>((context, input) =>
            context.Call<int>("fails", input, new RetryPolicy(3, TimeSpan.FromHours(1))));
        await host.Run("test-v1", 1);
        await host.Advance(TimeSpan.FromMinutes(30));
        await host.Crash();
        await host.Settled();
        Assert.Equal(1, attempts);
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal((3, WorkflowState.Failed), (attempts, (await host.Settled()).State));
    }

    [Fact]
    public async Task MissingActivity_Fails_AndIsNeverRetried()
    {
        var host = await Host<int, int>((context, input) =>
            context.Call<int>("duoble", input, new RetryPolicy(5, TimeSpan.FromHours(1))));
        var instance = await host.Run("test-v1", 1);
        Assert.Equal(WorkflowState.Failed, instance.State);
        Assert.Contains("duoble", instance.ErrorMessage, StringComparison.Ordinal);
    }
}
