using ChangeManagement.Testing.Hosting;
using Xunit;

namespace ChangeManagement.Testing.Walks;

/// <summary>001 from request to closure, over HTTP.</summary>
/// <param name="run">The host under test.</param>
public abstract class PriorityApprovalWalks(RunProduct run) : IAsyncLifetime
{
    private readonly RunningProduct product = run(null);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("critical", "approval/change-manager by lena", "approval/engineering-manager by emil", "approval/security-team by hana")]
    [InlineData("high", "approval/change-manager by lena", "approval/engineering-manager by emil", "approval/security-team by hana")]
    [InlineData("medium", "approval/change-manager by lena", "approval/engineering-manager by emil")]
    [InlineData("low", "approval/change-manager by lena")]
    public async Task ANormalChange_GoesFromRequestToClosure_WithTheApproversOfItsPriority(string priority, params string[] approvals)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority(priority), "pending_approval");
        Assert.Equal(approvals, (await walk.ApproveOpenStages()).Order());
        Assert.Equal("approved", await walk.Status());
        await walk.Refused("chen", "implement", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        var actions = await walk.Actions();
        Assert.Equal("created", actions[0]);
        Assert.Equal(approvals.Length, actions.Count(action => action == "approved"));
        Assert.Equal("closed", actions[^1]);
    }

    [Fact]
    public async Task Decision09_AStandardChange_FollowsTheNormalProcess()
    {
        var walk = await Walk.Begin(
            product, "chen", Requests.Priority("low").With("class", "standard").With("testing_required", true).With("test_plan", "Load it"), "pending_approval");
        Assert.Equal("change-normal-v1", (await walk.Workflow()).GetProperty("kind").GetString());
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        Assert.Contains("test:unit", await walk.StillOpen("complete"));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "Fine" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        Assert.Equal("standard", (await walk.Change()).GetProperty("class").GetString());
    }

    [Fact]
    public async Task APreApprovedChange_OfLowRisk_IsImplementedWithoutApproval()
    {
        var request = Requests.Priority("low").With("class", "pre-approved").With("pre_approval", "Meeting of 2 March")
            .With("implementation_plan", null).With("rollback_plan", null);
        var walk = await Walk.Begin(product, "chen", request, "approved");
        Assert.Equal("change-standard-v1", (await walk.Workflow()).GetProperty("kind").GetString());
        Assert.Equal(["check:backup", "field:implementation_plan", "field:rollback_plan"], (await walk.StillOpen("implement")).Order());
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { }, "completed");
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        Assert.Equal("pre-approved", (await walk.Change()).GetProperty("class").GetString());
        Assert.DoesNotContain("approved", await walk.Actions());
    }

    [Fact]
    public async Task AnEmergency_IsImplementedAtOnce_AndApprovedDocumentedAndReviewedAfterwards()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.Step("chen", "complete", new { notes = "Patched" }, "completed");
        Assert.Equal("retroactive-approval: security-team-lead, engineering-manager", await walk.OpenSeats());
        Assert.Superset(
            new HashSet<string> { "documentation:change-request-form", "duty:root-cause", "duty:preventive-measures", "review:emergency-change", "field:rollback_plan" },
            (await walk.StillOpen("close")).ToHashSet());
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal(
            ["retroactive-approval/engineering-manager by emil", "retroactive-approval/security-team-lead by hana"],
            (await walk.ApproveOpenStages()).Order());

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision11_AnEmergencyThatNobodyApproves_EscalatesAfterAnHourAndNeverExpires()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { notes = "Patched" });
        await product.Pass(TimeSpan.FromDays(8));

        Assert.Equal("completed", await walk.State());
        Assert.Equal("retroactive-approval: security-team-lead, engineering-manager", await walk.OpenSeats());
        var escalated = (await walk.Entries()).First(entry => entry.GetProperty("action").GetString() == "escalated");
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero), escalated.GetProperty("timestamp").GetDateTimeOffset());
    }
}
