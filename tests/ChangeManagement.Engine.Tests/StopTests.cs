using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests;

/// <summary>An engine is stopped by its host, by whoever disposes of it, or by both at once.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasEnded;

    [Fact]
    public async Task StoppedFromTwoSides_BothWaitForTheSameEnd()
    {
        await using var host = await Busy();
        var first = host.Engine.Stop().ContinueWith(_ => hasEnded, TaskScheduler.Default);
        var second = host.Engine.Stop().ContinueWith(_ => hasEnded, TaskScheduler.Default);
        mayEnd.SetResult();
        Assert.All(await Task.WhenAll(first, second).WaitAsync(Hang), Assert.True);
    }

    [Fact]
    public async Task StoppedFromManyThreadsAtOnce_AllComeToTheEnd()
    {
        await using var host = await Busy();
        var stops = Enumerable.Range(0, 16).Select(_ => Task.Run(() => host.Engine.Stop())).ToList();
        mayEnd.SetResult();
        await Task.WhenAll(stops).WaitAsync(Hang);
        Assert.True(hasEnded);
    }

    [Fact]
    public async Task StoppedAgain_AfterTheEnd_ReturnsAtOnce()
    {
        await using var host = await Busy();
        mayEnd.SetResult();
        await host.Engine.Stop().WaitAsync(Hang);
        await host.Engine.Stop().WaitAsync(Hang);
        Assert.True(hasEnded);
    }

    [Fact]
    public async Task AStopThatDoesNotWait_EndsTheWaitOfTheOther_AndLosesNothing()
    {
        await using var host = await Busy();
        var patient = host.Engine.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Engine.Stop(new CancellationToken(canceled: true)));
        await patient.WaitAsync(Hang);
        mayEnd.SetResult();

        host.Kill();
        await host.Open();
        await host.WhenIdle();
        Assert.Equal("42", (await host.Client.Find("one", default))!.Output);
    }

    /// <summary>An engine with an activity that ends when the test lets it, whoever cancels it.</summary>
    private async Task<EmbeddedHost> Busy()
    {
        var host = await EmbeddedHost.Start(new WorkflowCatalog()
            .AddActivity<int, int>("work", async (input, _) =>
            {
                begun.TrySetResult();
                await mayEnd.Task;
                hasEnded = true;
                return input;
            })
            .AddWorkflow<int, int>("test-v1", (context, input) => context.Call<int>("work", input)));
        await host.Client.Start("test-v1", "one", 42, default);
        await begun.Task;
        return host;
    }
}
