using ChangeManagement.Engine.Activities;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task ActivityThatEndsTheProcess_FailsAfterTheLimit()
    {
        var began = new SemaphoreSlim(0);
        var catalog = new WorkflowCatalog()
            .AddActivity<int, int>("deadly", async (input, cancellation) =>
            {
                began.Release();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                return input;
            })
            .AddWorkflow<int, int>("test-v1", (context, input) => context.Call<int>("deadly", input));
        await using var host = await EmbeddedHost.Start(catalog, new EngineOptions { CrashLimit = 3 });
        await host.Client.Start("test-v1", "one", 1, default);
        for (var crash = 0; crash < 3; crash++)
        {
            await began.WaitAsync();
            await host.Crash();
        }

        var instance = await host.Settled();
        Assert.Equal(WorkflowState.Failed, instance.State);
        Assert.Equal("deadly failed: The process ended 3 times while the activity ran.", instance.ErrorMessage);
    }

    [Fact]
    public async Task OrderlyStop_ChargesNobody_AndTheActivityRunsAgain()
    {
        var runs = 0;
        var began = new SemaphoreSlim(0);
        var catalog = new WorkflowCatalog()
            .AddActivity<int, int>("slow", async (input, cancellation) =>
            {
                if (++runs <= 5)
                {
                    began.Release();
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                }

                return input;
            })
            .AddWorkflow<int, int>("test-v1", (context, input) => context.Call<int>("slow", input));
        await using var host = await EmbeddedHost.Start(catalog, new EngineOptions { CrashLimit = 2 });
        await host.Client.Start("test-v1", "one", 1, default);
        for (var stop = 0; stop < 5; stop++)
        {
            await began.WaitAsync();
            await host.Engine.Stop();
            host.Engine.Dispose();
            host.Store.Dispose();
            await host.Open();
        }

        Assert.Equal((WorkflowState.Completed, 6), ((await host.Settled()).State, runs));
    }

    [Fact]
    public async Task WorkflowThatEndsTheProcess_IsQuarantined_UntilADeployment()
    {
        var catalog = new WorkflowCatalog().AddWorkflow<int, int>("test-v1", (context, _) => context.WaitFor<int>("go"));
        await using var host = await EmbeddedHost.Start(catalog, new EngineOptions { CrashLimit = 2, Deployment = "first" });
        await host.Client.Start("test-v1", "one", 1, default);
        for (var crash = 0; crash < 2; crash++)
        {
            host.Kill();
            using (var journal = new CrashJournal(host.Path))
            {
                journal.EnterTurn(1);
            }

            await host.Open();
        }

        var quarantined = await host.Settled();
        Assert.Equal((WorkflowState.Quarantined, "crashed"), (quarantined.State, quarantined.ErrorType));
        Assert.Equal(WorkflowState.Quarantined, (await host.Raise("go", 8)).State);
        await host.Crash(catalog);
        Assert.Equal("8", (await host.Settled()).Output);
    }

    [Fact]
    public async Task ActivityUnderWay_RunsAgainAfterACrash()
    {
        var began = new SemaphoreSlim(0);
        var runs = 0;
        var catalog = new WorkflowCatalog()
            .AddActivity<int, int>("slow", async (input, cancellation) =>
            {
                began.Release();
                if (++runs == 1)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                }

                return input + runs;
            })
            .AddWorkflow<int, int>("test-v1", (context, input) => context.Call<int>("slow", input));
        await using var host = await EmbeddedHost.Start(catalog);
        await host.Client.Start("test-v1", "one", 40, default);
        await began.WaitAsync();
        await host.Crash();
        Assert.Equal("42", (await host.Settled()).Output);
    }
}
