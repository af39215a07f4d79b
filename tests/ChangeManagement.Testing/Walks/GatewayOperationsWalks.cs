using ChangeManagement.Testing.Hosting;
using Xunit;

namespace ChangeManagement.Testing.Walks;

/// <summary>000 from request to closure, over HTTP.</summary>
/// <param name="run">The host under test.</param>
public abstract class GatewayOperationsWalks(RunProduct run) : IAsyncLifetime
{
    private readonly RunningProduct product = run(null);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AStandardChange_IsSelfServiceFromRequestToClosure()
    {
        var request = Requests.Gateway("agent-config");
        var walk = await Walk.Begin(product, "chen", new Dictionary<string, object?>(request.Where(field => field.Key is "policy" or "title" or "change_type" or "description")), "Approved");
        Assert.Equal("", await walk.OpenSeats());
        Assert.Equal(
            ["check:config-backed-up", "check:change-command-prepared", "check:rollback-command-prepared", "check:verification-steps-defined"],
            await walk.StillOpen("implement"));
        await walk.Refused("chen", "implement", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "Approved");
        await walk.Step("chen", "complete", new { }, "Implemented");
        Assert.Equal(["test:functional", "verification:established-procedure"], (await walk.StillOpen("close")).Order());
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        Assert.Equal("Closed", await walk.Status());
        var actions = await walk.Actions();
        Assert.Equal(["created", "approval_complete"], actions[..2]);
        Assert.Equal("closed", actions[^1]);
        Assert.DoesNotContain("approved", actions);
    }

    [Theory]
    [InlineData("version-upgrade", "approval/change-owner by goran")]
    [InlineData("plugin-installation", "approval/change-owner by goran", "approval/security-team by hana")]
    [InlineData("security-config", "approval/security-team by hana")]
    [InlineData("infrastructure", "approval/change-owner by goran")]
    public async Task ANormalChange_IsReviewedApprovedTestedImplementedVerifiedAndDocumented(string type, params string[] approvals)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway(type), "Requested");
        await walk.Refused("ada", "implement", new { }, "wrong-state");
        Assert.Equal(approvals, (await walk.ApproveOpenStages()).Order());
        Assert.Equal("Approved", await walk.Status());
        await walk.Refused("ada", "implement", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Refused("chen", "implement", new { }, "not-your-task");
        await walk.Step("ada", "implement", new { }, "Approved");
        await walk.Step("ada", "complete", new { notes = "As planned" }, "Implemented");
        Assert.Contains("test:security-audit-post-check", await walk.StillOpen("close"));
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        var actions = await walk.Actions();
        Assert.Equal("created", actions[0]);
        Assert.Equal(approvals.Length, actions.Count(action => action == "approved"));
        Assert.True(Array.IndexOf(actions, "approval_complete") < Array.IndexOf(actions, "implemented"));
        Assert.True(Array.IndexOf(actions, "implemented") < Array.IndexOf(actions, "completed"));
        Assert.Equal("closed", actions[^1]);
    }

    [Theory]
    [InlineData("security-patch", "hana", "security-team")]
    [InlineData("incident-response", "fatima", "incident-commander")]
    [InlineData("service-restoration", "ben", "on-call-engineer")]
    public async Task AnEmergency_IsAuthorizedByVoice_AndDocumentedWithinTwentyFourHours(string type, string authorizer, string role)
    {
        var walk = await Walk.Begin(product, "chen", Requests.GatewayEmergency(type), "Requested");
        await walk.Refused("ada", "implement", new { }, "wrong-state");
        await walk.Step(
            "chen", "authorize", new { authorized_by = OnCall(role) ?? authorizer, how = "by telephone", role }, "Approved");
        await walk.Step("goran", "implement");
        await walk.Refused("goran", "complete", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("goran", "complete", new { notes = "Restored" }, "Implemented");
        var record = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Single(requirement => requirement.GetProperty("name").GetString() == "change-record");
        Assert.Equal(product.Time.GetUtcNow().AddHours(24), record.GetProperty("due").GetDateTimeOffset());
        await walk.AnswerEverythingOpen(before: "close");

        await walk.AssertClosed();
        var entries = await walk.Entries();
        Assert.Contains(entries, entry => entry.GetProperty("details").GetString() == $"{OnCall(role) ?? authorizer} authorized by voice as {role} (by telephone), recorded by chen");
    }

    [Fact]
    public async Task AnEmergency_WhoseRecordIsNotWritten_IsRemindedAndEscalatedAfterTwentyFourHours()
    {
        var walk = await Walk.Begin(product, "chen", Requests.GatewayEmergency("incident-response"), "Requested");
        await walk.Step("fatima", "approve", new { approved = true });
        await walk.Step("goran", "implement");
        await product.Pass(TimeSpan.FromHours(25));

        var chased = (await walk.Entries()).Where(entry => entry.GetProperty("action").GetString() is "reminded" or "escalated")
            .Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("timestamp").GetDateTimeOffset() - new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.Zero)));
        Assert.Equal([("reminded", TimeSpan.FromHours(12)), ("escalated", TimeSpan.FromHours(24))], chased);
    }

    /// <summary>Who is on call on 3 March 2026: the rotas of the sample organisation change hands on Mondays.</summary>
    private static string? OnCall(string role) => role == "on-call-engineer" ? "ben" : null;
}
