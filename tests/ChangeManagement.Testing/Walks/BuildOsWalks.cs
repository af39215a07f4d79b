using ChangeManagement.Testing.Hosting;
using Xunit;

namespace ChangeManagement.Testing.Walks;

/// <summary>004 from request to closure, over HTTP.</summary>
/// <param name="run">The host under test.</param>
public abstract class BuildOsWalks(RunProduct run) : IAsyncLifetime
{
    private readonly RunningProduct product = run(null);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AStandardChange_IsReviewedByAnEngineer()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("ui-improvement"), "Approval");
        Assert.Equal(["engineering-review/engineer by ada"], await walk.ApproveOpenStages());
        await Finish(walk, "mika");

        await walk.AssertClosed();
        Assert.Equal("change-standard-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Decision17_ANormalChange_NeedsAnAdrAPeerAndTheLeads()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("new-feature"), "Approval");
        Assert.Equal(["evidence:adr"], await walk.StillOpen("approve"));
        await walk.AnswerEverythingOpen(before: "approve");
        Assert.Equal(
            ["peer-review/peer-reviewer by ada", "approval/engineering-lead by dana", "approval/product-owner by nora"],
            await walk.ApproveOpenStages());
        await Finish(walk, "mika");

        await walk.AssertClosed();
        Assert.Equal("change-normal-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Decision17_AMajorChange_InARegulatedDomain_NeedsEvidenceEveryLeadComplianceAndAReview()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("breaking-api-change").With("regulated", true), "Approval");
        await walk.AnswerEverythingOpen(before: "approve");
        Assert.Equal(
            ["approval/compliance by omar", "approval/engineering-lead by dana", "approval/product-owner by nora", "approval/security-lead by hana"],
            (await walk.ApproveOpenStages()).Order());
        Assert.Contains("evidence:staging-validation", await walk.StillOpen("implement"));
        await Finish(walk, "mika");

        await walk.AssertClosed();
        Assert.Equal("change-major-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Decision17_AMajorChange_OfCriticalRisk_NeedsAnExecutive()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("data-migration").With("data_integrity_risk", "critical"), "Approval");
        await walk.AnswerEverythingOpen(before: "approve");
        Assert.Equal("executive/executive by kofi", (await walk.ApproveOpenStages())[^1]);
        await Finish(walk, "mika");

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision17_AnEmergency_ActsAtOnce_AndOwesApprovalReviewRootCauseAndThePlan()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BuildOsEmergency().With("affects_security", true), "approved");
        await walk.Step("chen", "implement", new { }, "Implementation");
        await walk.Step("chen", "complete", new { notes = "Cut off" }, "Validation");
        var owed = await walk.StillOpen("close");
        Assert.Superset(
            new HashSet<string> { "duty:root-cause", "duty:preventative-action", "duty:post-implementation-review", "duty:rollback-plan", "field:justification" },
            owed.ToHashSet());
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal(
            ["emergency-approval/incident-commander by fatima", "emergency-approval/security-lead by hana"],
            (await walk.ApproveOpenStages()).Order());

        await walk.AssertClosed();
        Assert.Equal("change-emergency-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task AManualChangeOfProduction_IsRefused()
    {
        var refused = await (await product.As("mika")).Submit(Requests.BuildOs("new-feature").With("deployment", "manual"));
        Assert.Equal((400, "against-policy"), (refused.Status, refused.Text("code")));
    }

    private static async Task Finish(Walk walk, string implementer)
    {
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(implementer, "implement", new { }, "Implementation");
        await walk.Refused(implementer, "complete", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(implementer, "complete", new { notes = "Released" }, "Validation");
        Assert.Contains("documentation:documentation-updated", await walk.StillOpen("close"));
        await walk.AnswerEverythingOpen(before: "close");
    }
}
