using System.Collections.Concurrent;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// A workflow with a child of its own that has one too, timers, events with ids, and a step that can be broken: what admins operate on.
/// </summary>
internal abstract class Family : Scenario
{
    private readonly ConcurrentDictionary<string, int> runs = new(StringComparer.Ordinal);

    protected static readonly string[] Members = ["one", "child", "leaf"];

    /// <summary>What the histories of a life hold when nothing fails: each fact and decision once.</summary>
    private static readonly string[] Expected =
    [
        "one: call 1 step", "one: done 1", "one: event go", "one: timer 2", "one: call 3 step", "one: child 4", "one: done 3", "one: fired 2",
        "one: done 4", "one: event go",
        "child: call 1 step", "child: done 1", "child: child 2", "child: done 2",
        "leaf: timer 1", "leaf: fired 1", "leaf: call 2 step", "leaf: done 2",
    ];

    /// <summary>How long the members sleep: another number of minutes in another life.</summary>
    protected int Minutes { get; set; } = 2;

    /// <summary>The step that fails; null: none.</summary>
    protected string? Broken { get; set; }

    public override WorkflowCatalog Catalog() => new WorkflowCatalog()
        .AddActivity<string, string>("step", (name, _) =>
        {
            runs.AddOrUpdate(name, 1, (_, count) => count + 1);
            return name == Broken ? throw new InvalidOperationException($"{name} is broken") : Task.FromResult(name);
        })
        .AddWorkflow<string, string>("leaf-v1", async (context, name) =>
        {
            await context.Sleep(context.Now.AddMinutes(Minutes));
            return await context.Call<string>("step", name);
        })
        .AddWorkflow<string, string>("child-v1", async (context, name) =>
            await context.Call<string>("step", name) + await context.CallChild<string>("leaf-v1", "d", "leaf"))
        .AddWorkflow<string, string>("test-v1", async (context, name) =>
        {
            var all = await context.Call<string>("step", name) + await context.WaitFor<string>("go");
            var timer = context.Sleep(context.Now.AddMinutes(Minutes));
            all += string.Concat(await Task.WhenAll(context.Call<string>("step", "b"), context.CallChild<string>("child-v1", "c", "child")));
            await timer;
            return all + await context.WaitFor<string>("go");
        });

    /// <summary>Runs it to where all members sleep.</summary>
    protected static async Task Begin(EmbeddedHost host)
    {
        await host.Open();
        await host.Run("test-v1", "a");
        await host.Raise("go", "!", eventId: "event-1");
    }

    /// <summary>Brings a life to its end in which event 1 was heard.</summary>
    protected async Task End(EmbeddedHost host, int generation)
    {
        var caller = new PatientCaller(host);
        await caller.Advance(TimeSpan.FromMinutes(Minutes));
        await caller.Settle();
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("one", "go", "again", "event-1", default)));
        // Asked twice it may have ended by the first.
        Assert.NotEqual(RaiseOutcome.Unknown, await caller.Insist(() => host.Client.Raise("one", "go", "?", "event-2", default)));
        await caller.Settle();
        Assert.Equal((WorkflowState.Completed, "\"a!bcd?\"", generation), await Shown(host, "one"));
        Assert.Equal(Expected.Order(StringComparer.Ordinal), Members.SelectMany(member => History(host, member)).Order(StringComparer.Ordinal));
        CheckRows(host);
    }

    protected static async Task<(WorkflowState State, string? Output, int Generation)> Shown(EmbeddedHost host, string member)
    {
        var shown = await host.Client.Find(member, default);
        return (shown!.State, shown.Output, shown.Generation);
    }

    /// <summary>How often a step ran.</summary>
    protected int Runs(string step) => runs.GetValueOrDefault(step);

    protected static void CheckRows(EmbeddedHost host)
    {
        Assert.Equal(0, host.Store.Count(Leftovers.Rows));
        Assert.Equal(0, host.Store.Count(Leftovers.Orphans));
    }
}
