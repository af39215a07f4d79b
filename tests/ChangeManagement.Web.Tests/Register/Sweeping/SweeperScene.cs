using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>A product whose processes and messages can be lost at the moments that matter.</summary>
public abstract class SweeperScene : IAsyncLifetime
{
    private protected static readonly TimeSpan PastGrace = Sweeper.Grace + TimeSpan.FromSeconds(1);
    private protected readonly RunningProduct product;
    private protected InterruptedTables interrupted = null!;

    private protected SweeperScene() => product = new RunningProduct(tables: inner => interrupted = new InterruptedTables(inner));

    /// <inheritdoc/>
    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    private protected ITables Tables => product.Services.GetRequiredService<ITables>();

    private protected Task Put(string table, string partition, string key, string data) =>
        Tables.Transact(table, partition, [new TableOperation.Put(key, data)], CancellationToken.None);

    private protected async Task<(string What, int Times)[]> Unfinished() =>
        [.. (await product.AsAdministrator().Get("/api/v1/orchestrations/unfinished")).Json.GetProperty("unfinished").EnumerateArray()
            .Select(work => (work.GetProperty("what").GetString()!, work.GetProperty("times").GetInt32()))];

    private protected IWorkflowClient Client => product.Services.GetRequiredService<IWorkflowClient>();

    private protected Task<Walk> Waiting() => Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");

    /// <summary>The sweeper of another host.</summary>
    private protected Sweeper AnotherHost() =>
        ActivatorUtilities.CreateInstance<Sweeper>(product.Services, ActivatorUtilities.CreateInstance<Unfinished>(product.Services));

    /// <summary>Its timers are lost, and its deadline is reached.</summary>
    /// <returns>A sweeper that takes it for one that runs.</returns>
    private protected async Task<Sweeper> BehindItsDeadline(Walk walk)
    {
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/suspend", new { reason = "Its timers shall be lost" });
        product.Time.Advance(await UntilDeadline(walk));
        return Through(new UnreliableWorkflows(Client) { ShowsAsRunning = true });
    }

    /// <summary>The sweeper of a host that has these ways to the workflows.</summary>
    private protected Sweeper Through(UnreliableWorkflows ways) =>
        ActivatorUtilities.CreateInstance<Sweeper>(product.Services, ways, ActivatorUtilities.CreateInstance<Aftermath>(product.Services, ways));

    /// <summary>Sweeps each minute.</summary>
    /// <returns>The minutes in which it rang.</returns>
    private protected async Task<List<int>> Rung(Sweeper sweeper, int minutes)
    {
        var rung = new List<int>();
        for (var minute = 1; minute <= minutes; minute++)
        {
            product.Time.Advance(TimeSpan.FromMinutes(1));
            if (await sweeper.Sweep(product.Time.GetUtcNow(), CancellationToken.None) > 0)
            {
                rung.Add(minute);
            }
        }

        return rung;
    }

    /// <summary>Lena approves; lists and intents are as they should be, but the doorbell is lost on its way.</summary>
    private protected async Task ApproveUnheard(string number)
    {
        var noted = new Noted();
        await Handle(number, noted);
        await Deaf.Run(number, isNew: false, [Assert.Single(noted.Announced)!], CancellationToken.None);
    }

    /// <summary>A request whose change is there and listed, but whose workflow was never started.</summary>
    private protected async Task<string> SubmitUnheard()
    {
        LoseTheNextChange();
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        var sweeper = ActivatorUtilities.CreateInstance<Sweeper>(product.Services, Deaf);
        Assert.True(await sweeper.SweepAtStart(product.Time.GetUtcNow(), CancellationToken.None) > 0);
        return "CHG-2026-001";
    }

    /// <summary>The process dies between the claim of a number and the first event of its change.</summary>
    private protected void LoseTheNextChange() => interrupted.Before(
        (table, _, operations) => table == ChangeStreams.Table && operations[0] is TableOperation.Insert { Key: "head" },
        () => throw new StoreUnavailableException("It is gone."));

    private protected async Task Handle(string number, Noted noted)
    {
        var desk = ActivatorUtilities.CreateInstance<ChangeDesk>(product.Services, noted);
        Assert.IsType<Handled.Done>(await desk.Handle(
            number, new Approve(Approves: true, "", [], Gate.Complete, "change-manager", ContentDigest: null), new Caller(Actor.Person("lena"), "lost"), product.Time.GetUtcNow(), CancellationToken.None));
    }

    /// <summary>Does all that follows an append, but what it tells the workflows is lost.</summary>
    private protected Aftermath Deaf => ActivatorUtilities.CreateInstance<Aftermath>(product.Services, new UnreliableWorkflows(Client) { LosesMessages = true });

    private protected async Task<int> Open()
    {
        var open = 0;
        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            open += await product.Services.GetRequiredService<Intents>().Open(bucket, CancellationToken.None).CountAsync();
        }

        return open;
    }

    private protected async Task<ChangeSummary> Listed(string number) =>
        (await product.Services.GetRequiredService<ChangeIndex>().Find(number, CancellationToken.None))!;

    private protected async Task<string[]> Kinds(string number) =>
        [.. (await product.Services.GetRequiredService<ChangeStreams>().History(number, 1, CancellationToken.None)).Select(stored => stored.Kind)];

    private protected async Task<TimeSpan> UntilDeadline(Walk walk) => (await Listed(walk.Number)).NextDeadline!.Value - product.Time.GetUtcNow();

    private protected static async Task<long> Version(Walk walk) => (await walk.Change()).GetProperty("version").GetInt64();

    private protected static async Task<long> SeenVersion(Walk walk) => (await walk.Workflow()).GetProperty("status").GetProperty("version").GetInt64();

    private protected async Task<string?> WorkflowState(string number) =>
        (await (await product.As("chen")).Get($"{Testing.Hosting.Client.Changes}/{number}/workflow")).Text("state");
}
