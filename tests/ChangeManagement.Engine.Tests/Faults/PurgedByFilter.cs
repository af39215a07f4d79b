using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// An admin purges by filter more than one portion of instances, a family among them, while another one runs: each family goes as a whole, asking
/// again finishes what was cut short, and what runs is not touched.
/// </summary>
internal sealed class PurgedByFilter : Family
{
    private const int Small = 101;

    public override WorkflowCatalog Catalog() => base.Catalog()
        .AddWorkflow<int, int>("small-v1", (_, number) => Task.FromResult(number))
        .AddWorkflow<int, int>("waits-v1", async (context, _) =>
        {
            await context.WaitFor<int>("go");
            await context.Sleep(context.Now.AddMinutes(2));
            return await context.WaitFor<int>("go");
        });

    public override async Task Prepare(EmbeddedHost host)
    {
        await Begin(host);
        Assert.True(await host.Client.Terminate("one", "enough", default));
        for (var i = 0; i < Small; i++)
        {
            await host.Client.Start("small-v1", $"small {i}", i, default);
        }

        await host.Run("waits-v1", 0, "waiting");
        await host.Raise("go", 1, "waiting", "event-1");
        await host.Raise("go", 1, "waiting", "event-1");
    }

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        var isAnswered = false;
        while (!isAnswered)
        {
            isAnswered = await caller.Insist(async () =>
            {
                await CheckFamily(host);
                await host.Client.Purge(new WorkflowQuery(), default);
                return true;
            });
        }

        await caller.Crash();
        Assert.Null(await host.Client.Find("one", default));
        await CheckFamily(host);
        Assert.Empty(host.Store.WithOthersThan("waiting"));
        await caller.Advance(TimeSpan.FromMinutes(2));
        await caller.Settle();
        Assert.Equal(RaiseOutcome.Accepted, await caller.Insist(() => host.Client.Raise("waiting", "go", 3, "event-1", default)));
        Assert.NotEqual(RaiseOutcome.Unknown, await caller.Insist(() => host.Client.Raise("waiting", "go", 2, "event-2", default)));
        await caller.Settle();
        Assert.Equal((WorkflowState.Completed, "2", 1), await Shown(host, "waiting"));
        CheckRows(host);
    }

    private static async Task CheckFamily(EmbeddedHost host)
    {
        var isGone = await host.Client.Find("one", default) is null;
        foreach (var member in Members)
        {
            Assert.Equal(isGone, await host.Client.Find(member, default) is null);
        }
    }
}
