using ChangeManagement.Functions.Durable;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace ChangeManagement.Functions.Tests.Durable;

/// <summary>What the adapter asks of a task hub, and what it makes of the answers.</summary>
public sealed class DurableWorkflowClientTests
{
    private const string Id = "CHG-2026-001-r1";

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<DurableTaskClient> durable = new(MockBehavior.Strict, "hub");
    private readonly TaskHub hub = new();
    private readonly DurableWorkflowClient client;

    public DurableWorkflowClientTests()
    {
        hub.Use(durable.Object);
        client = new DurableWorkflowClient(hub, new WorkflowCatalog().AddWorkflow<ChangeRun, string>("change-normal-v1", NormalChange.Run));
    }

    [Fact]
    public async Task WithoutAFunction_ThereIsNoClient_AndTheMessageSaysSo()
    {
        var early = new DurableWorkflowClient(new TaskHub(), new WorkflowCatalog());
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => early.Find(Id, default));
        Assert.Contains("[DurableClient]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RefusesEveryIdThatExists_WhateverItsStatus()
    {
        StartOrchestrationOptions? passed = null;
        var input = new ChangeRun("CHG-2026-001", 1);
        durable.Setup(real => real.ScheduleNewOrchestrationInstanceAsync("change-normal-v1", input, It.IsAny<StartOrchestrationOptions?>(), default))
            .Callback((TaskName _, object? _, StartOrchestrationOptions? options, CancellationToken _) => passed = options).ReturnsAsync(Id);
        Assert.Equal(StartOutcome.Started, await client.Start("change-normal-v1", Id, input, default));
        Assert.Equal(Id, passed!.InstanceId);
        Assert.Equal(
            ["Completed", "Failed", "Pending", "Running", "Suspended", "Terminated"], passed.DedupeStatuses!.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("change-normal-v1", """{ "run": 1, "number": "CHG-2026-001" }""", StartOutcome.AlreadyStarted)]
    [InlineData("change-normal-v1", """{"number":"CHG-2026-001","run":2}""", StartOutcome.IdTaken)]
    [InlineData("change-normal-v2", """{"number":"CHG-2026-001","run":1}""", StartOutcome.IdTaken)]
    public async Task Start_ThatIsRefused_LooksAtWhatIsThere(string kind, string input, StartOutcome outcome)
    {
        RefuseStarts();
        Finds(new OrchestrationMetadata(kind, Id) { SerializedInput = input }, isWhole: true);
        Assert.Equal(outcome, await client.Start("change-normal-v1", Id, new ChangeRun("CHG-2026-001", 1), default));
    }

    [Fact]
    public async Task Start_ThatIsRefusedThoughNothingIsThere_Fails()
    {
        RefuseStarts();
        Finds(null, isWhole: true);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Start("change-normal-v1", Id, new ChangeRun("CHG-2026-001", 1), default));
    }

    [Fact]
    public async Task Raise_LooksFirst_AndSendsAnEnvelopeWithTheId()
    {
        Finds(new OrchestrationMetadata("change-normal-v1", Id) { RuntimeStatus = OrchestrationRuntimeStatus.Running }, isWhole: false);
        object? sent = null;
        durable.Setup(real => real.RaiseEventAsync(Id, "doorbell", It.IsAny<object?>(), default))
            .Callback((string _, string _, object? payload, CancellationToken _) => sent = payload).Returns(Task.CompletedTask);
        Assert.Equal(RaiseOutcome.Accepted, await client.Raise(Id, "doorbell", new Doorbell(3), "ring 3", default));
        var raised = Assert.IsType<WorkflowEvent>(sent);
        Assert.Equal(("ring 3", """{"version":3}"""), (raised.Id, raised.Payload.ToString()));
    }

    [Theory]
    [InlineData(null, RaiseOutcome.Unknown)]
    [InlineData(OrchestrationRuntimeStatus.Completed, RaiseOutcome.Ended)]
    [InlineData(OrchestrationRuntimeStatus.Failed, RaiseOutcome.Ended)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, RaiseOutcome.Ended)]
    public async Task Raise_ForNobody_SendsNothing(OrchestrationRuntimeStatus? status, RaiseOutcome outcome)
    {
        Finds(Instance(status), isWhole: false);
        Assert.Equal(outcome, await client.Raise(Id, "doorbell", null, null, default));
    }

    [Fact]
    public async Task Find_ShowsAFailure_WithItsGroup()
    {
        Finds(
            new OrchestrationMetadata("change-normal-v1", Id)
            {
                RuntimeStatus = OrchestrationRuntimeStatus.Failed,
                CreatedAt = Noon,
                LastUpdatedAt = Noon.AddHours(1),
                SerializedInput = "1",
                SerializedOutput = "\"Task failed\"",
                SerializedCustomStatus = "2",
                FailureDetails = new TaskFailureDetails("A.Failure", "no answer from 17", null, null, null),
            },
            isWhole: true);
        var expected = new WorkflowInstance(
            Id, "change-normal-v1", WorkflowState.Failed, Noon, Noon.AddHours(1), Noon.AddHours(1), "1", null, "2", "A.Failure", "no answer from 17")
        {
            ErrorGroup = FailureGroup.Of("A.Failure", "no answer from 23"),
        };
        Assert.Equal(expected, await client.Find(Id, default));
    }

    [Fact]
    public async Task Find_ShowsWhyOneWasTerminated_WhichDurableKeepsAsItsOutput()
    {
        Finds(
            new OrchestrationMetadata("change-normal-v1", Id)
            {
                RuntimeStatus = OrchestrationRuntimeStatus.Terminated, CreatedAt = Noon, LastUpdatedAt = Noon, SerializedOutput = "\"withdrawn\"",
            },
            isWhole: true);
        var found = await client.Find(Id, default);
        Assert.Equal((WorkflowState.Terminated, "withdrawn", null), (found!.State, found.ErrorMessage, found.Output));
    }

    [Fact]
    public async Task Orders_AreGivenWithTheirReason_AndToChildrenToo()
    {
        Finds(new OrchestrationMetadata("change-normal-v1", Id) { RuntimeStatus = OrchestrationRuntimeStatus.Running }, isWhole: false);
        durable.Setup(real => real.SuspendInstanceAsync(Id, "a look", default)).Returns(Task.CompletedTask);
        durable.Setup(real => real.TerminateInstanceAsync(Id, new TerminateInstanceOptions("enough", true), default)).Returns(Task.CompletedTask);
        Assert.True(await client.Suspend(Id, "a look", default));
        Assert.False(await client.Resume(Id, "it runs", default));
        Assert.True(await client.Terminate(Id, "enough", default));
        Assert.Equal(OperationOutcome.NotInState, await client.Restart(Id, "it runs", default));
        Assert.Equal(OperationOutcome.NotInState, await client.Purge(Id, default));
        durable.VerifyAll();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    public async Task AnOrder_ForWhatEndedInBetween_DoesNotApply(OrchestrationRuntimeStatus? status)
    {
        RefuseOrders();
        foreach (var order in new[] { client.Suspend, client.Resume, client.Terminate })
        {
            var before = order == client.Resume ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
            durable.SetupSequence(real => real.GetInstanceAsync(Id, false, default)).ReturnsAsync(Instance(before)).ReturnsAsync(Instance(status));
            Assert.False(await order(Id, "too late", default));
        }
    }

    [Fact]
    public async Task AnOrder_ThatIsRefusedThoughItApplies_Fails()
    {
        RefuseOrders();
        Finds(Instance(OrchestrationRuntimeStatus.Running), isWhole: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Suspend(Id, "a look", default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Terminate(Id, "enough", default));
    }

    [Fact]
    public async Task WhatHasFailed_IsRewoundRestartedOrPurgedWithItsChildren_UnlessSomebodyWasFaster()
    {
        Finds(new OrchestrationMetadata("change-normal-v1", Id) { RuntimeStatus = OrchestrationRuntimeStatus.Failed }, isWhole: false);
        durable.SetupSequence(real => real.RewindInstanceAsync(Id, "mended", default))
            .Returns(Task.CompletedTask).ThrowsAsync(new InvalidOperationException());
        durable.Setup(real => real.RestartAsync(Id, false, default)).ReturnsAsync(Id);
        durable.SetupSequence(real => real.PurgeInstanceAsync(Id, new PurgeInstanceOptions(true), default))
            .ReturnsAsync(new PurgeResult(3)).ReturnsAsync(new PurgeResult(0));
        Assert.Equal(OperationOutcome.Done, await client.Rewind(Id, "mended", default));
        Assert.Equal(OperationOutcome.NotInState, await client.Rewind(Id, "mended", default));
        Assert.Equal(OperationOutcome.Done, await client.Restart(Id, "once more", default));
        Assert.Equal(OperationOutcome.Done, await client.Purge(Id, default));
        Assert.Equal(OperationOutcome.Unknown, await client.Purge(Id, default));
    }

    [Fact]
    public async Task Query_AsksForWhatDurableCanFilter_AndReadsNoMoreThanTenThousand()
    {
        var pages = new EndlessInstances();
        OrchestrationQuery? asked = null;
        durable.Setup(real => real.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>()))
            .Callback((OrchestrationQuery? query) => asked = query).Returns(pages);
        var page = await client.Query(new WorkflowQuery(WorkflowState.Running, IdPrefix: "CHG-", Limit: 2) { CreatedBefore = Noon }, default);
        Assert.Equal(10_000, pages.Given);
        Assert.Equal(["CHG-0", "CHG-1"], page.Instances.Select(instance => instance.InstanceId));
        Assert.Equal((Noon, "CHG-", true), (asked!.CreatedTo, asked.InstanceIdPrefix, asked.FetchInputsAndOutputs));
        Assert.Equal([OrchestrationRuntimeStatus.Running], asked.Statuses);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(1, null, 1)]
    [InlineData(null, 2, 2)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    public async Task Query_ForWhatHasNotMovedSince_ReadsNothingThatWasStartedLater(int? createdBefore, int? updatedBefore, int? asksUpTo)
    {
        OrchestrationQuery? asked = null;
        durable.Setup(real => real.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>()))
            .Callback((OrchestrationQuery? query) => asked = query).Returns(new EndlessInstances());
        await client.Query(new WorkflowQuery(UpdatedBefore: Day(updatedBefore)) { CreatedBefore = Day(createdBefore) }, default);
        Assert.Equal(Day(asksUpTo), asked!.CreatedTo);

        static DateTimeOffset? Day(int? day) => day is { } after ? Noon.AddDays(after) : null;
    }

    [Theory]
    [InlineData("no cursor")]
    [InlineData("-")]
    public async Task Query_AfterWhatIsNoEndOfAPage_IsRefused(string cursor) =>
        await Assert.ThrowsAsync<UnknownCursorException>(() => client.Query(new WorkflowQuery(After: cursor), default));

    [Fact]
    public async Task Query_ForWhatIsSetAside_FindsNothing_BecauseDurableSetsNothingAside() =>
        Assert.Empty((await client.Query(new WorkflowQuery(WorkflowState.Quarantined), default)).Instances);

    private void RefuseStarts() => durable
        .Setup(real => real.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(new InvalidOperationException("It exists."));

    private void RefuseOrders()
    {
        var refusal = new InvalidOperationException("It is not in the state.");
        durable.Setup(real => real.SuspendInstanceAsync(Id, It.IsAny<string?>(), default)).ThrowsAsync(refusal);
        durable.Setup(real => real.ResumeInstanceAsync(Id, It.IsAny<string?>(), default)).ThrowsAsync(refusal);
        durable.Setup(real => real.TerminateInstanceAsync(Id, It.IsAny<TerminateInstanceOptions?>(), default)).ThrowsAsync(refusal);
    }

    private static OrchestrationMetadata? Instance(OrchestrationRuntimeStatus? status) =>
        status is { } stands ? new OrchestrationMetadata("change-normal-v1", Id) { RuntimeStatus = stands } : null;

    private void Finds(OrchestrationMetadata? instance, bool isWhole) =>
        durable.Setup(real => real.GetInstanceAsync(Id, isWhole, default)).ReturnsAsync(instance);

    /// <summary>A hub that never ends: each instance a second older than the one before.</summary>
    private sealed class EndlessInstances : AsyncPageable<OrchestrationMetadata>
    {
        private const int PageSize = 250;

        public int Given { get; private set; }

        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            while (true)
            {
                await Task.CompletedTask;
                var values = Enumerable.Range(Given, PageSize).Select(number => new OrchestrationMetadata("change-normal-v1", $"CHG-{number}")
                {
                    RuntimeStatus = OrchestrationRuntimeStatus.Running,
                    CreatedAt = Noon.AddDays(-1),
                    LastUpdatedAt = Noon.AddSeconds(-number),
                }).ToList();
                Given += values.Count;
                yield return new Page<OrchestrationMetadata>(values, "on");
            }
        }
    }
}
