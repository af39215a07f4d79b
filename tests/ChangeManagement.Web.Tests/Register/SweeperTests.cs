using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>What a crash or a lost message left half done is finished within a minute or two (W3); what an administrator stopped stays stopped.</summary>
public sealed class SweeperTests : IAsyncLifetime
{
    private static readonly TimeSpan PastGrace = Sweeper.Grace + TimeSpan.FromSeconds(1);
    private readonly RunningProduct product;
    private InterruptedTables tables = null!;

    public SweeperTests() => product = new RunningProduct(tables: inner => tables = new InterruptedTables(inner));

    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    // A workflow that lags behind its change

    [Fact]
    public async Task AWorkflowThatWasNotRung_IsRungAgain_AndTellsWhatItMissed()
    {
        var walk = await Waiting();
        await ApproveUnheard(walk.Number);
        Assert.True(await SeenVersion(walk) < await Version(walk));

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(PastGrace);
        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.Equal(0, await product.Sweep());
    }

    [Fact]
    public async Task AWorkflowThatWasNeverStarted_IsStarted()
    {
        var number = await SubmitUnheard();
        Assert.Equal("not_started", await WorkflowState(number));

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal("running", await WorkflowState(number));
        Assert.Equal(0, await product.Sweep());
    }

    [Fact]
    public async Task ADeadlineThatPassedUnnoticed_RingsTheWorkflow_ThatThenRecordsIt()
    {
        var walk = await Waiting();
        var sweeper = await BehindItsDeadline(walk);
        Assert.Equal(0, await sweeper.Sweep(product.Time.GetUtcNow(), CancellationToken.None));
        product.Time.Advance(Sweeper.Grace);
        Assert.Equal(1, await sweeper.Sweep(product.Time.GetUtcNow(), CancellationToken.None));

        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/resume", new { reason = "Go on" });
        Assert.Contains("reminded", await Kinds(walk.Number));
    }

    /// <summary>What rings in vain would otherwise fill the history of a workflow whose work fails for days.</summary>
    [Fact]
    public async Task AWorkflowThatStaysBehind_IsRungEverMoreRarely_AtLeastEveryHour_AndAtOnceWhenItsChangeGoesOn()
    {
        var walk = await Waiting();
        var sweeper = await BehindItsDeadline(walk);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 120], await Rung(sweeper, minutes: 125));

        await ApproveUnheard(walk.Number);
        Assert.Equal(1, await sweeper.Sweep(product.Time.GetUtcNow() + Sweeper.LooksAtAllEvery, CancellationToken.None));
    }

    /// <summary>Rounds move from host to host; a workflow hears a ring of the same occasion once.</summary>
    [Fact]
    public async Task AWorkflowThatStaysBehind_IsRungByOtherHosts_ForTheSameOccasion()
    {
        var walk = await Waiting();
        await BehindItsDeadline(walk);
        var ways = new Unreliable(Client) { ShowsAsRunning = true };
        product.Time.Advance(TimeSpan.FromMinutes(3));
        for (var host = 0; host < 5; host++)
        {
            product.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await Through(ways).Sweep(product.Time.GetUtcNow(), CancellationToken.None));
        }

        Assert.Equal((5, 2), (ways.Raised.Count, ways.Raised.Distinct().Count()));
    }

    [Fact]
    public async Task ALostDoorbell_CostsMinutes_NeverTheChange()
    {
        var walk = await Waiting();
        await ApproveUnheard(walk.Number);
        product.Time.Advance(TimeSpan.FromMinutes(2));
        await product.Sweep();

        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
    }

    // What a crash left

    [Fact]
    public async Task AnAppendWithoutItsProjections_IsFinished()
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        Assert.Equal("awaiting-approval", (await Listed(walk.Number)).State);

        Assert.Equal(0, await product.Sweep());
        Assert.Equal(1, await Open());
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal((0, await Version(walk)), (await Open(), await SeenVersion(walk)));
    }

    [Fact]
    public async Task AnAnnouncementWithoutItsAppend_IsLetGo_AndChangesNothing()
    {
        var walk = await Waiting();
        var before = await Version(walk);
        await product.Services.GetRequiredService<Intents>().Announce(
            walk.Number, before, new Caller(Actor.Person("chen"), "crashed"), product.Time.GetUtcNow(), CancellationToken.None);
        product.Time.Advance(PastGrace);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal((0, before), (await Open(), await Version(walk)));
    }

    [Fact]
    public async Task AChangeThatALateHostTookOffItsList_BeforeItDied_IsListedAgain()
    {
        var walk = await Waiting();
        await product.Services.GetRequiredService<Intents>().Announce(
            walk.Number, await Version(walk), new Caller(Actor.Person("chen"), "crashed"), product.Time.GetUtcNow(), CancellationToken.None);
        var listed = Assert.Single(await Tables.Query("index", "state-awaiting-approval", from: null, to: null, limit: 10, CancellationToken.None));
        await Tables.Transact("index", "state-awaiting-approval", [new TableOperation.Delete(listed.Key)], CancellationToken.None);

        product.Time.Advance(PastGrace);
        await product.Sweep();
        var waiting = await product.Services.GetRequiredService<ChangeIndex>().List(
            new ChangeFilter(State: "awaiting-approval"), after: null, limit: 10, CancellationToken.None);
        Assert.Equal(walk.Number, Assert.Single(waiting.Changes).Number);
    }

    [Fact]
    public async Task ANumberThatWasClaimed_BeforeACrash_GetsItsChange()
    {
        LoseTheNextChange();
        Assert.Equal(503, (await (await product.As("chen")).Submit(Requests.Priority("low"))).Status);
        Assert.Equal(404, (await (await product.As("chen")).Show("CHG-2026-001")).Status);

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("awaiting-approval", (await (await product.As("chen")).Show("CHG-2026-001")).Text("state"));
        Assert.Equal("running", await WorkflowState("CHG-2026-001"));
        Assert.True((await product.AsAdministrator().Get("/api/v1/audit/verify")).Json.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task WhatAProcessLeft_IsFinishedAtTheStartOfTheNext_WithoutWaiting()
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        Assert.True(await product.Services.GetRequiredService<Sweeper>().SweepAtStart(product.Time.GetUtcNow(), CancellationToken.None) > 0);
        await product.Settle();
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal(await Version(walk), await SeenVersion(walk));
    }

    [Fact]
    public async Task ANumberThatWasClaimed_YearsBeforeTheNextStart_GetsItsChange()
    {
        LoseTheNextChange();
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        product.Time.Advance(TimeSpan.FromDays(800));
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("CHG-2026-001", (await product.AsAdministrator().Show("CHG-2026-001")).Number);
    }

    // What cannot be finished

    [Theory]
    [InlineData(ChangeNumbers.Table, "2026", "claim-0000000777", "Claim of CHG-2026-777")]
    [InlineData(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "Follow-up of CHG-2026-777-00000001")]
    [InlineData(Intents.Table, "bucket-15", "CHG-2026-777-00000001", "Follow-up of CHG-2026-777-00000001")]
    public async Task WhatCannotBeFinished_StopsNothingElse_AndIsShownToAdministrators(string table, string partition, string key, string what)
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        await Put(table, partition, key, "{}");
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.Equal(new[] { (what, 1) }, await Unfinished());

        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/orchestrations");
        Assert.Contains(what, ada.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangeThatCannotBeRead_StopsNothingElse_AndIsTriedAgainEverMoreRarely()
    {
        var (poisoned, walk) = (await Waiting(), await Waiting());
        await ApproveUnheard(poisoned.Number);
        await ApproveUnheard(walk.Number);
        await Put(ChangeStreams.Table, poisoned.Number, "head", "[]");
        product.Time.Advance(PastGrace);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));

        var tried = new List<int>();
        for (var minute = 0; minute < 8; minute++)
        {
            tried.Add((await Unfinished()).Single().Times);
            product.Time.Advance(TimeSpan.FromMinutes(1));
            await product.Sweep();
        }

        Assert.Equal([1, 2, 2, 3, 3, 3, 3, 4], tried);
    }

    /// <summary>On Azure the instance that sweeps is seldom the one that answers.</summary>
    [Fact]
    public async Task WhatAnotherHostCouldNotFinish_IsShownHereToo_AndNoLongerThanItIsSo()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        await AnotherHost().Sweep(product.Time.GetUtcNow(), CancellationToken.None);
        Assert.Equal([("Follow-up of CHG-2026-777-00000001", 1)], await Unfinished());

        // That host is gone, and what it left is mended.
        await Tables.Transact(Intents.Table, "bucket-00", [new TableOperation.Delete("CHG-2026-777-00000001")], CancellationToken.None);
        await AnotherHost().Sweep(product.Time.GetUtcNow(), CancellationToken.None);
        Assert.Empty(await Unfinished());
    }

    [Fact]
    public async Task WhatIsUnfinished_IsWrittenDownByTheNextSweep_WhereTheStoreRefusesIt()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        tables.Before(
            (table, partition, operations) => (table, partition, operations[0].Key) == (Intents.Table, "sweeper", "unfinished"),
            () => throw new StoreUnavailableException("It is gone."));
        await product.Sweep();
        Assert.Empty(await Unfinished());
        await product.Sweep();
        Assert.Single(await Unfinished());
    }

    [Fact]
    public async Task WhatWasFinishedElsewhere_IsForgotten()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        await product.Sweep();
        Assert.Single(await Unfinished());
        await Tables.Transact(Intents.Table, "bucket-00", [new TableOperation.Delete("CHG-2026-777-00000001")], CancellationToken.None);
        await product.Sweep();
        Assert.Single(await Unfinished());
        product.Time.Advance(TimeSpan.FromSeconds(1));
        await product.Sweep();
        Assert.Empty(await Unfinished());
    }

    // What an administrator stopped

    [Fact]
    public async Task ASuspendedWorkflow_IsSkipped_UntilItIsResumed()
    {
        var walk = await Waiting();
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/suspend", new { reason = "Wait" });
        await ApproveUnheard(walk.Number);
        var seen = await SeenVersion(walk);
        product.Time.Advance(PastGrace);
        Assert.Equal(0, await product.Sweep());
        Assert.Equal(seen, await SeenVersion(walk));
        Assert.True((await walk.Workflow()).GetProperty("is_unattended").GetBoolean());

        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/resume", new { reason = "Go on" });
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.False((await walk.Workflow()).GetProperty("is_unattended").GetBoolean());
    }

    [Fact]
    public async Task ATerminatedWorkflow_ShowsItsChangeAsUnattended_AndIsNotTouched()
    {
        var walk = await Waiting();
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/terminate", new { reason = "Out of hand" });
        await ApproveUnheard(walk.Number);
        var before = await Version(walk);
        product.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await product.Sweep());

        Assert.Equal((before, "approved"), (await Version(walk), await walk.State()));
        var workflow = await walk.Workflow();
        Assert.Equal(("terminated", true), (workflow.GetProperty("state").GetString(), workflow.GetProperty("is_unattended").GetBoolean()));
        using var chen = new Browser(product);
        await chen.SignIn("chen");
        await chen.Open($"/changes/{walk.Number}");
        Assert.Contains("Unattended Its workflow is terminated: nobody is reminded", chen.Words, StringComparison.Ordinal);
    }

    private ITables Tables => product.Services.GetRequiredService<ITables>();

    private Task Put(string table, string partition, string key, string data) =>
        Tables.Transact(table, partition, [new TableOperation.Put(key, data)], CancellationToken.None);

    private async Task<(string What, int Times)[]> Unfinished() =>
        [.. (await product.AsAdministrator().Get("/api/v1/orchestrations/unfinished")).Json.GetProperty("unfinished").EnumerateArray()
            .Select(work => (work.GetProperty("what").GetString()!, work.GetProperty("times").GetInt32()))];

    private IWorkflowClient Client => product.Services.GetRequiredService<IWorkflowClient>();

    private Task<Walk> Waiting() => Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");

    /// <summary>The sweeper of another host.</summary>
    private Sweeper AnotherHost() =>
        ActivatorUtilities.CreateInstance<Sweeper>(product.Services, ActivatorUtilities.CreateInstance<Unfinished>(product.Services));

    /// <summary>Its timers are lost, and its deadline is reached.</summary>
    /// <returns>A sweeper that takes it for one that runs.</returns>
    private async Task<Sweeper> BehindItsDeadline(Walk walk)
    {
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/suspend", new { reason = "Its timers shall be lost" });
        product.Time.Advance(await UntilDeadline(walk));
        return Through(new Unreliable(Client) { ShowsAsRunning = true });
    }

    /// <summary>The sweeper of a host that has these ways to the workflows.</summary>
    private Sweeper Through(Unreliable ways) =>
        ActivatorUtilities.CreateInstance<Sweeper>(product.Services, ways, ActivatorUtilities.CreateInstance<Aftermath>(product.Services, ways));

    /// <summary>Sweeps each minute.</summary>
    /// <returns>The minutes in which it rang.</returns>
    private async Task<List<int>> Rung(Sweeper sweeper, int minutes)
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
    private async Task ApproveUnheard(string number)
    {
        var noted = new Noted();
        await Handle(number, noted);
        await Deaf.Run(number, isNew: false, [Assert.Single(noted.Announced)!], CancellationToken.None);
    }

    /// <summary>A request whose change is there and listed, but whose workflow was never started.</summary>
    private async Task<string> SubmitUnheard()
    {
        LoseTheNextChange();
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        var sweeper = ActivatorUtilities.CreateInstance<Sweeper>(product.Services, Deaf);
        Assert.True(await sweeper.SweepAtStart(product.Time.GetUtcNow(), CancellationToken.None) > 0);
        return "CHG-2026-001";
    }

    /// <summary>The process dies between the claim of a number and the first event of its change.</summary>
    private void LoseTheNextChange() => tables.Before(
        (table, _, operations) => table == ChangeStreams.Table && operations[0] is TableOperation.Insert { Key: "head" },
        () => throw new StoreUnavailableException("It is gone."));

    private async Task Handle(string number, Noted noted)
    {
        var desk = ActivatorUtilities.CreateInstance<ChangeDesk>(product.Services, noted);
        Assert.IsType<Handled.Done>(await desk.Handle(
            number, new Approve(Approves: true, "", [], Gate.Complete, "change-manager", ContentDigest: null), new Caller(Actor.Person("lena"), "lost"), product.Time.GetUtcNow(), CancellationToken.None));
    }

    /// <summary>Does all that follows an append, but what it tells the workflows is lost.</summary>
    private Aftermath Deaf => ActivatorUtilities.CreateInstance<Aftermath>(product.Services, new Unreliable(Client) { LosesMessages = true });

    private async Task<int> Open()
    {
        var open = 0;
        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            open += await product.Services.GetRequiredService<Intents>().Open(bucket, CancellationToken.None).CountAsync();
        }

        return open;
    }

    private async Task<ChangeSummary> Listed(string number) =>
        (await product.Services.GetRequiredService<ChangeIndex>().Find(number, CancellationToken.None))!;

    private async Task<string[]> Kinds(string number) =>
        [.. (await product.Services.GetRequiredService<ChangeStreams>().History(number, 1, CancellationToken.None)).Select(stored => stored.Kind)];

    private async Task<TimeSpan> UntilDeadline(Walk walk) => (await Listed(walk.Number)).NextDeadline!.Value - product.Time.GetUtcNow();

    private static async Task<long> Version(Walk walk) => (await walk.Change()).GetProperty("version").GetInt64();

    private static async Task<long> SeenVersion(Walk walk) => (await walk.Workflow()).GetProperty("status").GetProperty("version").GetInt64();

    private async Task<string?> WorkflowState(string number) =>
        (await (await product.As("chen")).Get($"{Testing.Hosting.Client.Changes}/{number}/workflow")).Text("state");

    /// <summary>Takes note of what was announced and does nothing about it, as a process that ends does.</summary>
    private sealed class Noted : IAfterwards
    {
        public List<Intent?> Announced { get; } = [];

        public void Follow(string number, Intent? intent) => Announced.Add(intent);
    }

    /// <summary>A way to the workflows that is as bad as ways can be.</summary>
    private sealed class Unreliable(IWorkflowClient inner) : IWorkflowClient
    {
        /// <summary>True to acknowledge what it then loses.</summary>
        public bool LosesMessages { get; init; }

        /// <summary>True to show what is suspended as running: a suspended workflow misses its deadlines like one whose timers are lost.</summary>
        public bool ShowsAsRunning { get; init; }

        public Task<StartOutcome> Start(string kind, string instanceId, object? input, CancellationToken cancellation) =>
            LosesMessages ? Task.FromResult(StartOutcome.Started) : inner.Start(kind, instanceId, input, cancellation);

        /// <summary>The ids of what was raised.</summary>
        public List<string?> Raised { get; } = [];

        public Task<RaiseOutcome> Raise(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellation)
        {
            Raised.Add(eventId);
            return LosesMessages ? Task.FromResult(RaiseOutcome.Accepted) : inner.Raise(instanceId, eventName, payload, eventId, cancellation);
        }

        public async Task<WorkflowInstance?> Find(string instanceId, CancellationToken cancellation) =>
            await inner.Find(instanceId, cancellation) is { } found && ShowsAsRunning
                ? found with { State = Workflows.WorkflowState.Running }
                : await inner.Find(instanceId, cancellation);

        public Task<WorkflowPage> Query(WorkflowQuery query, CancellationToken cancellation) => inner.Query(query, cancellation);

        public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellation) => inner.Suspend(instanceId, reason, cancellation);

        public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellation) => inner.Resume(instanceId, reason, cancellation);

        public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellation) =>
            inner.Terminate(instanceId, reason, cancellation);

        public Task<IReadOnlyList<WorkflowErrorGroup>> ErrorGroups(CancellationToken cancellation) => inner.ErrorGroups(cancellation);

        public Task<IReadOnlyList<HistoryTurn>> ReadHistory(string instanceId, int after, int limit, CancellationToken cancellation) =>
            inner.ReadHistory(instanceId, after, limit, cancellation);

        public Task<OperationOutcome> Rewind(string instanceId, string reason, CancellationToken cancellation) =>
            inner.Rewind(instanceId, reason, cancellation);

        public Task<OperationOutcome> Restart(string instanceId, string reason, CancellationToken cancellation) =>
            inner.Restart(instanceId, reason, cancellation);

        public Task<OperationOutcome> Purge(string instanceId, CancellationToken cancellation) => inner.Purge(instanceId, cancellation);

        public Task<int> Purge(WorkflowQuery query, CancellationToken cancellation) => inner.Purge(query, cancellation);

        public Task<int> CountPurgeable(WorkflowQuery query, CancellationToken cancellation) => inner.CountPurgeable(query, cancellation);
    }
}
