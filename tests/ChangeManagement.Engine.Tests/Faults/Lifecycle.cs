using System.Collections.Concurrent;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// A workflow with one of everything (a chain of activities, an event raced with a timer, a child, a timer), and a caller who lives it
/// through: what is refused is asked again, of the next process if this one has stopped.
/// </summary>
internal sealed class Lifecycle
{
    private const string Output = "\"ab!cd\"";

    private readonly ConcurrentDictionary<string, int> runs = new(StringComparer.Ordinal);

    /// <summary>What the histories of both instances hold when nothing fails, but for times: each fact and decision once.</summary>
    private static readonly string[] Expected =
    [
        "one: call 1 step", "one: done 1", "one: call 2 step", "one: done 2", "one: timer 3", "one: event decided", "one: cancel 3",
        "one: child 4", "one: done 4", "one: timer 5", "one: fired 5", "one: call 6 step", "one: done 6",
        "child: call 1 step", "child: done 1",
    ];

    public WorkflowCatalog Catalog() => new WorkflowCatalog()
        .AddActivity<string, string>("step", (name, _) =>
        {
            runs.AddOrUpdate(name, 1, (_, count) => count + 1);
            return Task.FromResult(name);
        })
        .AddWorkflow<string, string>("child-v1", (context, name) => context.Call<string>("step", name))
        .AddWorkflow<string, string>("test-v1", async (context, name) =>
        {
            var all = await context.Call<string>("step", "a") + await context.Call<string>("step", "b");
            using var cancel = new CancellationTokenSource();
            var decided = context.WaitFor<string>("decided");
            await Task.WhenAny(decided, context.Sleep(context.Now.AddDays(1), cancel.Token));
#pragma warning disable MA0042, CA1849 // CancelAsync leaves the workflow's thread.
            cancel.Cancel();
#pragma warning restore MA0042, CA1849
            all += await decided + await context.CallChild<string>("child-v1", "c", "child");
            await context.Sleep(context.Now.AddHours(1));
            return all + await context.Call<string>("step", name);
        });

    /// <summary>A process that cannot open its file ends; its supervisor starts another.</summary>
    public static async Task Open(EmbeddedHost host)
    {
        try
        {
            await host.Open();
        }
        catch (Exception failure) when (failure is SqliteFailure or StoreUnavailableException)
        {
            await host.Open();
        }
    }

    /// <summary>Lives it through and checks that nothing acknowledged was lost and nothing done twice.</summary>
    public async Task Live(EmbeddedHost host)
    {
        Assert.NotEqual(StartOutcome.IdTaken, await Insist(host, () => host.Client.Start("test-v1", "one", "d", default)));
        Assert.NotNull(await host.Client.Find("one", default));
        await Settle(host);
        Assert.Equal(RaiseOutcome.Accepted, await Insist(host, () => host.Client.Raise("one", "decided", "!", "event-1", default)));
        Assert.Equal(RaiseOutcome.Accepted, await Insist(host, () => host.Client.Raise("one", "decided", "!", "event-1", default)));
        await Settle(host);
        await Restart(host);
        await Advance(host, TimeSpan.FromHours(1));
        await Settle(host);
        await Check(host);
        host.Kill();
        await Open(host);
        await host.WhenIdle();
        await Check(host);
    }

    private static async Task<T> Insist<T>(EmbeddedHost host, Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (tries < 3)
            {
                await RestartIfStopped(host);
            }
        }
    }

    /// <summary>Lets it run as far as it gets, with time for what was refused to be tried again.</summary>
    private static async Task Settle(EmbeddedHost host)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            await Advance(host, TimeSpan.FromSeconds(2));
        }
    }

    private static async Task Advance(EmbeddedHost host, TimeSpan by)
    {
        await host.WhenIdle();
        await RestartIfStopped(host);
        await host.Advance(by);
        await RestartIfStopped(host);
    }

    /// <summary>An orderly stop, which moves the log into the file.</summary>
    private static async Task Restart(EmbeddedHost host)
    {
        await host.Engine.Stop();
        host.Engine.Dispose();
        host.Store.Dispose();
        await Open(host);
    }

    private static async Task RestartIfStopped(EmbeddedHost host)
    {
        if (host.Fatal is not null)
        {
            host.Kill();
            await Open(host);
        }
    }

    private async Task Check(EmbeddedHost host)
    {
        var instance = await host.Client.Find("one", default);
        Assert.Equal((WorkflowState.Completed, Output), (instance!.State, instance.Output));
        Assert.Equal((WorkflowState.Completed, "\"c\""), ((await host.Client.Find("child", default))!.State, (await host.Settled("child")).Output));
        Assert.Equal("abcd", string.Concat(runs.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal<IEnumerable<string>>(Expected, History(host, "one").Concat(History(host, "child")));
        Assert.Equal(0, Leftovers.Count(host.Store));
    }

    private static IEnumerable<string> History(EmbeddedHost host, string instance) => host.Store.Readers
        .Read(instance, static (database, name) => HistoryRows.Read(database, InstanceRows.Read(database, name)!.Id, 1, 0, int.MaxValue))
        .SelectMany(turn => HistoryReader.Read(turn.Events))
        .Where(line => line is not HistoryEvent.TurnBegan)
        .Select(line => $"{instance}: {Show(line)}");

    private static string Show(HistoryEvent line) => line switch
    {
        HistoryEvent.TaskCompleted done => $"done {done.Task}",
        HistoryEvent.TaskFailed failed => $"failed {failed.Task} {failed.Error.Message}",
        HistoryEvent.TimerFired fired => $"fired {fired.Task}",
        HistoryEvent.EventRaised raised => $"event {raised.Name}",
        HistoryEvent.ActivityScheduled call => $"call {call.Task} {call.Name}",
        HistoryEvent.ChildScheduled child => $"child {child.Task}",
        HistoryEvent.TimerScheduled timer => $"timer {timer.Task}",
        HistoryEvent.TimerCancelled cancelled => $"cancel {cancelled.Task}",
        _ => line.ToString(),
    };
}
