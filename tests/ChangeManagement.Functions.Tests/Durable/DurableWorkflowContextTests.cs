using System.Text.Json;
using ChangeManagement.Functions.Durable;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Moq;
using RetryPolicy = ChangeManagement.Workflows.RetryPolicy;

namespace ChangeManagement.Functions.Tests.Durable;

/// <summary>What the adapter asks of Durable Functions, and what it makes of the answers.</summary>
public sealed class DurableWorkflowContextTests
{
    private readonly Mock<TaskOrchestrationContext> durable = new(MockBehavior.Strict);
    private readonly DurableWorkflowContext context;

    public DurableWorkflowContextTests()
    {
        durable.SetupGet(real => real.Name).Returns("change-normal-v1");
        durable.SetupGet(real => real.InstanceId).Returns("CHG-2026-001-r1");
        context = new DurableWorkflowContext(durable.Object);
    }

    [Fact]
    public void IdentityAndTime_AreTheOrchestrations()
    {
        durable.SetupGet(real => real.CurrentUtcDateTime).Returns(new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Unspecified));
        durable.SetupGet(real => real.IsReplaying).Returns(true);
        durable.Setup(real => real.NewGuid()).Returns(Guid.Empty);
        Assert.Equal(("CHG-2026-001-r1", "v1", true), (context.InstanceId, context.Version, context.IsReplaying));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero), context.Now);
        Assert.Equal(Guid.Empty, context.NewGuid());
    }

    [Fact]
    public async Task Call_WithoutRetry_PassesNoOptions()
    {
        durable.Setup(real => real.CallActivityAsync<int>("double", 21, null)).ReturnsAsync(42);
        Assert.Equal(42, await context.Call<int>("double", 21));
        Assert.Equal(42, await context.Call<int>("double", 21, new RetryPolicy(1, TimeSpan.FromSeconds(5))));
    }

    [Theory]
    [InlineData(2, 2, 900, 2, 900)]
    [InlineData(2, 1, null, 2, null)]
    [InlineData(60, 1, 30, 30, 30)]
    public async Task Call_WithRetry_PassesThePolicy_InWhatDurableAccepts(int first, double coefficient, int? most, int firstPassed, int? mostPassed)
    {
        TaskOptions? passed = null;
        durable.Setup(real => real.CallActivityAsync<int>("double", 21, It.IsAny<TaskOptions?>()))
            .Callback((TaskName _, object? _, TaskOptions? options) => passed = options).ReturnsAsync(42);
        await context.Call<int>(
            "double", 21, new RetryPolicy(7, TimeSpan.FromSeconds(first), coefficient, most is { } cap ? TimeSpan.FromSeconds(cap) : null));
        var policy = passed!.Retry!.Policy!;
        Assert.Equal((7, TimeSpan.FromSeconds(firstPassed), coefficient), (policy.MaxNumberOfAttempts, policy.FirstRetryInterval, policy.BackoffCoefficient));
        // Durable's own cap is an hour; none of ours means none.
        Assert.Equal(mostPassed is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
    }

    [Fact]
    public async Task Call_WithRetryAtOnce_WaitsAsLittleAsDurableCan()
    {
        TaskOptions? passed = null;
        durable.Setup(real => real.CallActivityAsync<int>("double", 21, It.IsAny<TaskOptions?>()))
            .Callback((TaskName _, object? _, TaskOptions? options) => passed = options).ReturnsAsync(42);
        await context.Call<int>("double", 21, new RetryPolicy(2, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromTicks(1), passed!.Retry!.Policy!.FirstRetryInterval);
    }

    [Fact]
    public async Task FailureOfAnActivity_SurfacesAsOurs_WithItsInnerFailures()
    {
        var details = new TaskFailureDetails("A.Outer", "outer", "at …", new TaskFailureDetails("A.Inner", "inner", null, null, null), null);
        durable.Setup(real => real.CallActivityAsync<int>("double", null, null)).ThrowsAsync(new TaskFailedException("double", 3, details));
        var failure = await Assert.ThrowsAsync<WorkflowTaskException>(() => context.Call<int>("double"));
        Assert.Equal(
            ("double", "A.Outer", "double failed: outer", "A.Inner: inner"), (failure.Task, failure.ErrorType, failure.Message, failure.InnerFailure));
    }

    [Fact]
    public async Task CallChild_PassesTheId_AndItsFailureSurfacesAsOurs()
    {
        var options = new SubOrchestrationOptions(instanceId: "child");
        durable.Setup(real => real.CallSubOrchestratorAsync<int>("delivery-v1", 1, options)).ReturnsAsync(2);
        Assert.Equal(2, await context.CallChild<int>("delivery-v1", 1, "child"));
        durable.Setup(real => real.CallSubOrchestratorAsync<int>("delivery-v1", 2, options))
            .ThrowsAsync(new TaskFailedException("delivery-v1", 1, new TaskFailureDetails("A", "no", null, null, null)));
        var failure = await Assert.ThrowsAsync<WorkflowTaskException>(() => context.CallChild<int>("delivery-v1", 2, "child"));
        Assert.Equal(("delivery-v1 failed: no", null), (failure.Message, failure.InnerFailure));
    }

    [Fact]
    public async Task Sleep_IsATimerInUtc_AndOneThatIsCancelledAlreadyIsNone()
    {
        using var cancellation = new CancellationTokenSource();
        var due = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2));
        durable.Setup(real => real.CreateTimer(new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc), cancellation.Token)).Returns(Task.CompletedTask);
        await context.Sleep(due, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => context.Sleep(due, cancellation.Token));
        durable.Verify(real => real.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task OneRealWaiterAName_IsArmedAgainAtOnce_AndNothingCancelsIt()
    {
        var armed = new List<TaskCompletionSource<JsonElement?>>();
        durable.Setup(real => real.WaitForExternalEvent<JsonElement?>("bell", CancellationToken.None)).Returns(() =>
        {
            armed.Add(new TaskCompletionSource<JsonElement?>());
            return armed[^1].Task;
        });
        var first = context.WaitFor<int>("bell");
        var second = context.WaitFor<int>("BELL");
        Assert.Single(armed);
        armed[0].SetResult(Event("a", 1));
        armed[1].SetResult(Event("a", 1));
        Assert.Equal((true, false, 3), (first.IsCompleted, second.IsCompleted, armed.Count));
        armed[2].SetResult(Event("b", 2));
        Assert.True(second.IsCompleted);
        Assert.Equal((1, 2), (await first, await second));
        // Raised while nobody waits, it is kept.
        armed[3].SetResult(Event(id: null, 3));
        var third = context.WaitFor<int>("bell");
        Assert.Equal((true, 5), (third.IsCompleted, armed.Count));
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task AnEventOfAnotherShape_FailsItsWaiterOnly()
    {
        durable.SetupSequence(real => real.WaitForExternalEvent<JsonElement?>("bell", CancellationToken.None))
            .ReturnsAsync(Event(id: null, "text")).Returns(new TaskCompletionSource<JsonElement?>().Task);
        var failure = await Assert.ThrowsAsync<WorkflowTaskException>(() => context.WaitFor<int>("bell"));
        Assert.Equal(("bell", typeof(JsonException).FullName), (failure.Task, failure.ErrorType));
    }

    [Fact]
    public void Raise_SendsAnEnvelope_AndRefusesAnIdThatNoStoreCanKeep()
    {
        object? sent = null;
        durable.Setup(real => real.SendEvent("other", "bell", It.IsAny<object>())).Callback((string _, string _, object payload) => sent = payload);
        context.Raise("other", "bell", new Doorbell(3));
        var raised = Assert.IsType<WorkflowEvent>(sent);
        Assert.Equal((null, """{"version":3}"""), (raised.Id, raised.Payload.ToString()));
        context.Raise("other", "bell");
        Assert.Equal(new WorkflowEvent(null, null), sent);
        Assert.Throws<ArgumentException>(() => context.Raise("a/b", "bell"));
    }

    [Fact]
    public void SetStatus_PassesOn_WhatFitsIn16Kilobytes()
    {
        durable.Setup(real => real.SetCustomStatus("short"));
        durable.Setup(real => real.SetCustomStatus(null));
        context.SetStatus("short");
        context.SetStatus(null);
        Assert.Throws<ArgumentException>(() => context.SetStatus(new string('x', WorkflowLimits.LargestStatus)));
        durable.Verify(real => real.SetCustomStatus(It.IsAny<object?>()), Times.Exactly(2));
    }

    [Fact]
    public void Logger_IsDurablesReplaySafeOne()
    {
        var logger = Mock.Of<Microsoft.Extensions.Logging.ILogger>();
        durable.Setup(real => real.CreateReplaySafeLogger("ChangeManagement.Workflows.change-normal-v1")).Returns(logger);
        Assert.Same(logger, context.Logger);
    }

    private static JsonElement Event(string? id, object payload) => JsonSerializer.SerializeToElement(WorkflowEvent.Of(id, payload), Json.Options);
}
