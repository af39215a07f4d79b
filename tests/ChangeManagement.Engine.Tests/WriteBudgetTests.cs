using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests;

/// <summary>
/// What a lifecycle may write. A commit is a sync, a statement about 20 µs: whoever raises a number here says why in the commit message.
/// </summary>
public sealed class WriteBudgetTests
{
    [Fact]
    public async Task Lifecycle_OfTwoStepsADecisionAndAStep_TakesFiveCommits()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("step", (input, _) => Task.FromResult(input))
                .AddWorkflow<int, int>("test-v1", Decide),
            new EngineOptions());
        var before = (host.Store.Commits, host.Store.Statements);

        await host.Run("test-v1", 1);
        Assert.Equal(WorkflowState.Completed, (await host.Raise("decided", 2, eventId: "e1")).State);

        // Start: instance, history, task. First result: instance, history, task out, task in. Second: instance, history, task out, timer in.
        // Event: instance, history, task in, timer out, seen. Last result: instance, history, task out, inbox emptied.
        Assert.Equal((5L, 3L + 4 + 4 + 5 + 4), (host.Store.Commits - before.Commits, host.Store.Statements - before.Statements));
    }

    [Fact]
    public async Task Child_TakesOneCommitMoreThanItsTurns()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddWorkflow<int, int>("child-v1", (_, input) => Task.FromResult(input))
                .AddWorkflow<int, int>("test-v1", (context, input) => context.CallChild<int>("child-v1", input, "child")),
            new EngineOptions());
        var before = host.Store.Commits;
        await host.Run("test-v1", 1);
        Assert.Equal(3, host.Store.Commits - before);
    }

    [Fact]
    public async Task RepeatedEvent_TakesNoCommit()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog().AddWorkflow<int, int>("test-v1", async (context, _) =>
                await context.WaitFor<int>("a") + await context.WaitFor<int>("b")),
            new EngineOptions());
        await host.Run("test-v1", 1);
        await host.Raise("a", 1, eventId: "e");
        var before = host.Store.Commits;
        await host.Raise("a", 1, eventId: "e");
        Assert.Equal(before, host.Store.Commits);
    }

    private static async Task<int> Decide(IWorkflowContext context, int input)
    {
        var sum = await context.Call<int>("step", input) + await context.Call<int>("step", input);
        using var cancel = new CancellationTokenSource();
        var decided = context.WaitFor<int>("decided");
        if (await Task.WhenAny(decided, context.Sleep(context.Now.AddHours(24), cancel.Token)) == decided)
        {
            cancel.CancelHere();
        }

        return sum + await decided + await context.Call<int>("step", input);
    }
}
