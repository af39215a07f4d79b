using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Storage;

/// <summary>The same lifecycle with the store failing at its n-th step, for every n until none is left to fail.</summary>
public sealed class FaultTests
{
    private const int Full = 13;
    private const int FailedSync = 1034;

    [Fact]
    public async Task FullDisk_AtAnyStep_LosesNothingAndRepeatsNothing()
    {
        var passed = false;
        for (var failAt = 0; !passed; failAt++)
        {
            await using var host = await EmbeddedHost.Start(Lifecycle(out var effects));
            passed = FailAt(host, failAt, Full);
            await Act(host, effects);
            Assert.Null(host.Fatal);
        }
    }

    [Theory]
    [InlineData(nameof(WriterStep.Begin))]
    [InlineData(nameof(WriterStep.Commit))]
    [InlineData(nameof(WriterStep.Committed))]
    public async Task FailedSync_AtAnyCommit_IsRecoveredAfterTheRestart(string at)
    {
        var step = Enum.Parse<WriterStep>(at);
        var commits = 0;
        for (var failAt = 0; failAt <= commits; failAt++)
        {
            await using var host = await EmbeddedHost.Start(Lifecycle(out var effects));
            commits = 0;
            host.Store.Writer.Probe = found =>
            {
                if (found == step && commits++ == failAt)
                {
                    throw new SqliteFailure(FailedSync, "injected");
                }
            };
            await Act(host, effects);
        }

        Assert.True(commits > 5);
    }

    private static bool FailAt(EmbeddedHost host, int failAt, int code)
    {
        var steps = 0;
        host.Store.Writer.Probe = step =>
        {
            if (step != WriterStep.Committed && steps++ == failAt)
            {
                throw new SqliteFailure(code, "injected");
            }
        };

        // A lifecycle takes fewer steps than this: the last rounds run without a failure.
        return failAt > 60;
    }

    private static WorkflowCatalog Lifecycle(out List<string> effects)
    {
        var done = new List<string>();
        effects = done;
        return new WorkflowCatalog()
            .AddActivity<string, string>("step", (name, _) =>
            {
                lock (done)
                {
                    done.Add(name);
                }

                return Task.FromResult(name);
            })
            .AddWorkflow<string, string>("child-v1", (context, name) => context.Call<string>("step", name))
            .AddWorkflow<string, string>("test-v1", async (context, name) =>
            {
                var all = await context.Call<string>("step", "a");
                using var cancel = new CancellationTokenSource();
                var (decided, expired) = (context.WaitFor<string>("decided"), context.Sleep(context.Now.AddHours(24), cancel.Token));
                await Task.WhenAny(decided, expired);
                cancel.Cancel();
                all += await decided + await context.CallChild<string>("child-v1", "b", "child");
                await context.Sleep(context.Now.AddMinutes(1));
                return all + await context.Call<string>("step", name);
            });
    }

    private static async Task Act(EmbeddedHost host, List<string> effects)
    {
        await Insist(host, () => host.Client.Start("test-v1", "one", "c", default));
        await Settle(host);
        await Insist(host, () => host.Client.Raise("one", "decided", "!", "event-1", default));
        await Settle(host);
        await Settle(host);
        var instance = await host.Settled();
        Assert.Equal((WorkflowState.Completed, "\"a!bc\""), (instance.State, instance.Output));
        Assert.Equal("abc", string.Concat(effects.Distinct(StringComparer.Ordinal)));
        Assert.Equal("a!bc".Length - 1, effects.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>As a caller does: what was refused is asked again, of the next process if this one has stopped.</summary>
    private static async Task Insist<T>(EmbeddedHost host, Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ask();
                return;
            }
            catch (StoreUnavailableException) when (tries < 3)
            {
                await RestartIfStopped(host);
            }
        }
    }

    private static async Task Settle(EmbeddedHost host)
    {
        for (var minutes = 0; minutes < 3; minutes++)
        {
            await host.WhenIdle();
            await RestartIfStopped(host);
            await host.Advance(TimeSpan.FromMinutes(1));
        }

        await RestartIfStopped(host);
    }

    private static async Task RestartIfStopped(EmbeddedHost host)
    {
        if (host.Fatal is not null)
        {
            await host.Crash();
        }
    }
}
