using System.Collections.Concurrent;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// A workflow with one of everything (a chain of activities, an event raced with a timer, a child, a timer), from the making of the file to its
/// end.
/// </summary>
internal sealed class Lifecycle : Scenario
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

    public override WorkflowCatalog Catalog() => new WorkflowCatalog()
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
            cancel.CancelHere();
            all += await decided + await context.CallChild<string>("child-v1", "c", "child");
            await context.Sleep(context.Now.AddHours(1));
            return all + await context.Call<string>("step", name);
        });

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        await caller.Open();
        Assert.NotEqual(StartOutcome.IdTaken, await caller.Insist(() => host.Client.Start("test-v1", "one", "d", default)));
        Assert.NotNull(await host.Client.Find("one", default));
        await caller.Settle();
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("one", "decided", "!", "event-1", default)));
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("one", "decided", "!", "event-1", default)));
        await caller.Settle();
        await caller.Restart();
        await caller.Advance(TimeSpan.FromHours(1));
        await caller.Settle();
        await Check(host);
        await caller.Crash();
        await host.WhenIdle();
        await Check(host);
    }

    private async Task Check(EmbeddedHost host)
    {
        var instance = await host.Client.Find("one", default);
        Assert.Equal((WorkflowState.Completed, Output), (instance!.State, instance.Output));
        Assert.Equal((WorkflowState.Completed, "\"c\""), ((await host.Client.Find("child", default))!.State, (await host.Settled("child")).Output));
        Assert.Equal("abcd", string.Concat(runs.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal<IEnumerable<string>>(Expected, History(host, "one").Concat(History(host, "child")));
        Assert.Equal(0, host.Store.Count(Leftovers.Rows));
    }
}
