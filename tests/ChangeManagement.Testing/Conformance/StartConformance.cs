using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>A start is safe to repeat, and an id means one request.</summary>
public abstract class StartConformance : WorkflowConformance
{
    [Fact]
    public async Task Start_Repeated_FindsTheInstance_WhateverItsState()
    {
        var host = await Host<string, string>((context, _) => context.WaitFor<string>("go"));
        Assert.Equal(StartOutcome.Started, await host.Client.Start("test-v1", "one", "a", default));
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "a", default));
        await host.Client.Suspend("one", "a look", default);
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "a", default));
        await host.Client.Resume("one", "seen", default);
        await host.Crash();
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "a", default));
        Assert.Equal(WorkflowState.Completed, (await host.Raise("go", "x")).State);
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "a", default));
        Assert.Equal(WorkflowState.Completed, (await host.Settled()).State);
    }

    [Fact]
    public async Task Start_WithAnotherInputOrKind_IsRefused()
    {
        Catalog.AddWorkflow<string, string>("other-v1", (context, _) => context.WaitFor<string>("go"));
        var host = await Host<string, string>((context, _) => context.WaitFor<string>("go"));
        await host.Run("test-v1", "a");
        Assert.Equal(StartOutcome.IdTaken, await host.Client.Start("test-v1", "one", "b", default));
        Assert.Equal(StartOutcome.IdTaken, await host.Client.Start("other-v1", "one", "a", default));
        await host.Raise("go", "x");
        Assert.Equal(StartOutcome.IdTaken, await host.Client.Start("test-v1", "one", "b", default));
    }

    [Fact]
    public async Task Start_ByManyAtOnce_CreatesOne()
    {
        var runs = 0;
        Catalog.AddActivity<int, int>("count", (_, _) => Task.FromResult(Interlocked.Increment(ref runs)));
        var host = await Host<int, int>((context, input) => context.Call<int>("count", input));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Client.Start("test-v1", "one", 1, default)));
        Assert.Equal(1, outcomes.Count(outcome => outcome == StartOutcome.Started));
        Assert.Equal(49, outcomes.Count(outcome => outcome == StartOutcome.AlreadyStarted));
        Assert.Equal("1", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Start_OfAnUnknownKind_NamesTheNearest()
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => host.Client.Start("tset-v1", "one", 1, default));
        Assert.Contains("test-v1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a@b")]
    [InlineData("")]
    public async Task Start_WithAForbiddenId_IsRefused(string id)
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.Start("test-v1", id, 1, default));
    }

    [Fact]
    public async Task Find_OfAnUnknownInstance_IsNull()
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        Assert.Null(await host.Client.Find("nobody", default));
    }

    [Fact]
    public async Task Query_Pages_TheMostRecentlyUpdatedFirst()
    {
        var host = await Host<int, int>((_, input) => Task.FromResult(input));
        for (var number = 0; number < 7; number++)
        {
            await host.Run("test-v1", number, $"{(number % 2 == 0 ? "even" : "odd")}-{number}");
            host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("even-6 odd-5 even-4|odd-3 even-2 odd-1|even-0", await Pages(host, new WorkflowQuery(Limit: 3)));
        Assert.Equal("odd-5 odd-3 odd-1", await Pages(host, new WorkflowQuery(IdPrefix: "odd")));
        Assert.Equal("odd-1 even-0", await Pages(host, new WorkflowQuery(UpdatedBefore: host.Time.UtcNow.AddMinutes(-5))));
        Assert.Equal("", await Pages(host, new WorkflowQuery(State: WorkflowState.Failed)));
        Assert.Equal("even-6", await Pages(host, new WorkflowQuery(Kind: "test-v1", State: WorkflowState.Completed, IdPrefix: "even-6")));
    }

    private static async Task<string> Pages(WorkflowHost host, WorkflowQuery query)
    {
        var pages = new List<string>();
        do
        {
            var page = await host.Client.Query(query, default);
            pages.Add(string.Join(' ', page.Instances.Select(instance => instance.InstanceId)));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return string.Join('|', pages);
    }
}
