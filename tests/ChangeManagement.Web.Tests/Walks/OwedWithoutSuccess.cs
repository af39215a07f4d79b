using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>
/// What an emergency that failed or was rolled back still owes, by the words of its document: 000 "Complete change record within 24 hours",
/// 001 "Complete change request form", 002 "Complete change request within 24 hours", 003 §6.4, 004 §2.4 "may defer documentation, not
/// eliminate it". What shows that the change works falls away with it.
/// </summary>
public sealed class OwedWithoutSuccess : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string[]> Owed = new(StringComparer.Ordinal)
    {
        ["gateway-operations"] =
        [
            "documentation:change-record", "field:justification", "field:risk_level", "field:impact_if_fails", "field:likelihood_of_failure",
            "field:test_plan", "field:implementation_plan", "field:rollback_plan", "test:integration", "test:security-audit-post-check",
        ],
        ["priority-approval"] =
        [
            "documentation:document-implementation", "documentation:change-request-form", "documentation:update-documentation",
            "field:change_type", "field:priority", "field:affected_systems", "field:impact_scope", "field:risk_level", "field:rollback_plan",
            "field:implementation_plan", "field:post_implementation_review", "review:emergency-change", "duty:root-cause", "duty:preventive-measures",
        ],
        ["security-officer"] =
        [
            "duty:change-as-it-happens", "duty:change-request", "duty:emergency-reason", "duty:what-was-changed", "duty:officer-response",
            "field:description", "field:justification", "field:impact", "field:affected_systems", "field:risk_assessment", "field:test_plan",
            "field:rollback_plan", "field:implementation_plan", "documentation:change-log", "documentation:system-documentation",
            "documentation:lessons-learned", "documentation:procedures", "review:emergency-reviewed", "review:appropriate", "review:lessons-learned",
        ],
        ["advisory-board"] =
        [
            "duty:emergency-documented", "duty:retrospective-ticket", "duty:root-cause-analysis", "duty:cab-presentation", "duty:cab-review",
            "documentation:results-documented", "documentation:cmdb-updated", "review:lessons-learned", "check:ticket-updated",
        ],
        ["build-os"] =
        [
            "field:justification", "field:risk_level", "field:security_impact", "field:data_impact", "field:ai_boundary_impact",
            "field:monitoring_strategy", "field:environment", "documentation:documentation-updated", "duty:root-cause", "duty:preventative-action",
            "duty:rollback-plan", "duty:post-implementation-review", "check:rollback-readiness", "review:outcome", "review:side-effects",
            "review:monitoring", "review:lessons-learned", "review:playbook",
        ],
    };

    /// <summary>The parts of the record of a rollback that the product cannot know by itself.</summary>
    private static readonly Dictionary<string, string[]> OwedOfTheRollback = new(StringComparer.Ordinal)
    {
        ["security-officer"] = ["documentation:system-restored"],
        ["advisory-board"] =
            ["documentation:steps-executed", "documentation:impact", "documentation:root-cause", "documentation:preventive-measures"],
    };

    private readonly RunningProduct product = new(Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("gateway-operations", "fatima")]
    [InlineData("priority-approval", "hana")]
    [InlineData("security-officer", "hana")]
    [InlineData("advisory-board", "dana")]
    [InlineData("build-os", "ada")]
    public async Task AnEmergencyThatFailed_AndIsKeptAsItIs_StillOwesWhatItsDocumentAsks(string policy, string decider)
    {
        var walk = await Implementing(policy);
        await walk.Step(Implementer(policy), "complete", new { status = "failed", reason = "It does not start" });
        Assert.Equal(Owed[policy].Order(StringComparer.Ordinal), (await walk.StillOpen("close")).Order(StringComparer.Ordinal));
        await walk.Step(decider, "rollback", new { decision = "keep", reason = "It is no worse than before" });
        Assert.Equal("failed", await walk.State());

        Assert.Equal(Owed[policy].Order(StringComparer.Ordinal), (await walk.StillOpen("close")).Order(StringComparer.Ordinal));
        await walk.AnswerEverythingOpen(before: "close");
        await walk.ApproveOpenStages();
        await walk.AssertClosed("failed");
    }

    [Theory]
    [InlineData("gateway-operations")]
    [InlineData("priority-approval")]
    [InlineData("security-officer")]
    [InlineData("advisory-board")]
    [InlineData("build-os")]
    public async Task AnEmergencyThatIsRolledBack_StillOwesWhatItsDocumentAsks_AndTheRecordOfTheRollback(string policy)
    {
        var walk = await Implementing(policy);
        await walk.Step(Implementer(policy), "rollback", new { decision = "roll_back", reason = "It does not start" });
        await walk.Step(Implementer(policy), "rollback/complete");
        Assert.Equal("rolled-back", await walk.State());

        Assert.Equal(
            Owed[policy].Concat(OwedOfTheRollback.GetValueOrDefault(policy, [])).Order(StringComparer.Ordinal),
            (await walk.StillOpen("close")).Order(StringComparer.Ordinal));
        await walk.AnswerEverythingOpen(before: "close");
        await walk.ApproveOpenStages();
        await walk.AssertClosed("rolled_back");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCountsFromTheEndOfTheWork_CountsFromItsFailureOrRollback(bool rollsBack)
    {
        var walk = await Implementing("build-os");
        await product.Pass(TimeSpan.FromHours(1));
        if (rollsBack)
        {
            await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "It does not start" });
            await walk.Step("chen", "rollback/complete");
        }
        else
        {
            await walk.Step("chen", "complete", new { status = "failed", reason = "It does not start" });
        }

        var due = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Where(requirement => requirement.GetProperty("name").GetString() is "root-cause" or "preventative-action" or "post-implementation-review")
            .Select(requirement => requirement.GetProperty("due").GetDateTimeOffset());
        Assert.Equal([Start.AddHours(49), Start.AddHours(49), Start.AddHours(49)], due);
    }

    [Fact]
    public async Task ATestOfAChangeThatFailed_IsOwed_ButNotItsSuccess()
    {
        var walk = await Implementing("gateway-operations");
        await walk.Step("goran", "tests", new { items = new[] { new { name = "integration", result = "failed", note = "No message arrives" } } });
        Assert.Contains("test:integration", await walk.StillOpen("close"));
        await walk.Step("goran", "complete", new { status = "failed", reason = "No message arrives" });
        Assert.DoesNotContain("test:integration", await walk.StillOpen("close"));
    }

    private async Task<Walk> Implementing(string policy)
    {
        var walk = policy switch
        {
            "gateway-operations" => await Walk.Begin(product, "chen", Requests.GatewayEmergency("incident-response"), "Requested"),
            "priority-approval" => await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved"),
            "security-officer" => await Walk.Begin(product, "chen", Requests.OfficerEmergency(), "Approved"),
            "advisory-board" => await Walk.Begin(product, "chen", Requests.BoardEmergency(), "awaiting-approval"),
            _ => await Walk.Begin(product, "chen", Requests.BuildOsEmergency(), "approved"),
        };
        await walk.ApproveOpenStages();
        await walk.Step(Implementer(policy), "implement");
        return walk;
    }

    private static string Implementer(string policy) => policy == "gateway-operations" ? "goran" : "chen";
}
