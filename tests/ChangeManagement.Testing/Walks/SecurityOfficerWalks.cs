using ChangeManagement.Testing.Hosting;
using Xunit;

namespace ChangeManagement.Testing.Walks;

/// <summary>002 from request to closure, over HTTP.</summary>
/// <param name="run">The host under test.</param>
public abstract class SecurityOfficerWalks(RunProduct run) : IAsyncLifetime
{
    private readonly RunningProduct product = run(null);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AStandardChangeP2_IsApprovedByTheSecurityOfficerAlone()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        Assert.Equal("security-officer: security-officer", await walk.OpenSeats());
        await walk.Step("hana", "approve", new { approved = true }, "Approved");
        Assert.Contains("check:team-notified", await walk.StillOpen("implement"));
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "Approved");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Deployed" }, "Implemented");
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        Assert.Equal("Implemented", await walk.Status());
        Assert.Equal(
            ["created", "stage_opened", "approved", "stage_approved", "approval_complete"], (await walk.Actions())[..5]);
    }

    [Fact]
    public async Task AMajorChangeP3_IsReviewedTechnicallyBeforeTheSecurityOfficer()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("major"), "Requested");
        await walk.AnswerEverythingOpen(before: "approve");
        Assert.Equal("technical-review: technical-reviewer", await walk.OpenSeats());
        await walk.Refused("hana", "approve", new { approved = true }, "not-your-seat");
        await walk.Step("dana", "approve", new { approved = true }, "Requested");
        await walk.Step("hana", "approve", new { approved = true }, "Approved");
        Assert.Equal("change-major-v1", (await walk.Workflow()).GetProperty("kind").GetString());
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "Approved");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { }, "Implemented");
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
    }

    [Fact]
    public async Task AMajorChange_WithoutComprehensiveDocumentation_CannotBeApprovedFinally()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("major"), "Requested");
        await walk.Step("dana", "approve", new { approved = true });
        var shut = await walk.Refused("hana", "approve", new { approved = true }, "gate-shut");
        Assert.Equal("comprehensive-documentation", shut.Json.GetProperty("missing")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task AnEmergencyP1_IsImplementedAtOnce_AndApprovedAndDocumentedAfterwards()
    {
        var walk = await Walk.Begin(product, "chen", Requests.OfficerEmergency(), "Approved");
        await walk.Step("chen", "implement", new { }, "Approved");
        await walk.Step("chen", "complete", new { notes = "Restarted" }, "Implemented");
        Assert.Equal("post-change-approval: security-officer", await walk.OpenSeats());
        var owed = await walk.StillOpen("close");
        Assert.Superset(new HashSet<string> { "duty:change-request", "duty:emergency-reason", "duty:officer-response", "field:rollback_plan" }, owed.ToHashSet());
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal("completed", await walk.State());
        await walk.Step("hana", "approve", new { approved = true }, "Implemented");

        await walk.AssertClosed();
        Assert.Equal("closed", (await walk.Actions())[^1]);
    }

    [Theory]
    [InlineData("environment", "staging", "Development/staging environment changes are excluded (unless affecting security).")]
    [InlineData("documentation_only", true, "Documentation-only changes are excluded (unless security-related).")]
    public async Task Decision12_AChangeOutOfScope_IsRecordedWithTheExceptionAndEnds(string field, object value, string exception)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard").With(field, value), "out-of-scope");
        var change = await walk.Change();
        Assert.Equal("out-of-scope", change.GetProperty("state").GetString());
        Assert.Equal(exception, change.GetProperty("reason").GetString());
        Assert.Equal(["created", "recorded_out_of_scope"], await walk.Actions());
        Assert.Equal("never_needed", (await walk.Workflow()).GetProperty("state").GetString());
        await walk.Refused("hana", "approve", new { approved = true }, "nothing-to-decide");
    }

    [Fact]
    public async Task AStagingChangeThatAffectsSecurity_IsInScope()
    {
        var walk = await Walk.Begin(
            product, "chen", Requests.Officer("standard").With("environment", "staging").With("security_areas", new[] { "encryption" }), "Requested");
        Assert.Contains("evidence:security-review", await walk.StillOpen("approve"));
        await walk.AnswerEverythingOpen(before: "approve");
        await walk.ApproveOpenStages();
        Assert.Equal("Approved", await walk.Status());
    }
}
