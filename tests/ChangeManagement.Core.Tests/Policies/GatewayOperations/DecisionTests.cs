namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>What was decided where document 000 is silent or contradicts itself.</summary>
public sealed class DecisionTests
{
    [Theory]
    [InlineData("version-upgrade", "minimal", "change-owner")]
    [InlineData("version-upgrade", "security", "change-owner, security-team")]
    [InlineData("plugin-installation", "minimal", "security-team, change-owner")]
    [InlineData("plugin-installation", "data-exposure", "security-team")]
    public void NormalType_ApproverByTypeAndByRisk_IsTheUnion(string type, string impact, string approvers) =>
        Assert.Equal(approvers, Given.Change(type, impact).Approvers("approval"));

    [Theory]
    [InlineData("user-access")]
    [InlineData("agent-config")]
    [InlineData("logging")]
    public void StandardType_StaysSelfService_WhateverItsImpact(string type)
    {
        var change = Given.Change(type, "security");

        Assert.Equal(("standard", WorkflowKind.Standard), (change.Class, change.Kind));
        Assert.Empty(change.Stages);
    }

    [Theory]
    [InlineData("security-patch", "security-team or on-call-engineer")]
    [InlineData("incident-response", "incident-commander")]
    [InlineData("service-restoration", "on-call-engineer")]
    public void EmergencyType_KeepsItsOwnRow_WhateverItsImpact(string type, string approver)
    {
        var change = Given.Change(type, "security");

        Assert.Equal((RiskLevel.High, approver), (change.Risk.Level, change.Approvers("authorization")));
        Assert.Equal("-", change.Approvers("approval"));
    }

    [Theory]
    [InlineData("major-upgrade", "minimal", "change-owner")]
    [InlineData("major-upgrade", "security", "security-team")]
    [InlineData("channel-removal", "minimal", "change-owner")]
    [InlineData("plugin-removal", "minimal", "change-owner")]
    [InlineData("infrastructure", "minimal", "change-owner")]
    [InlineData("infrastructure", "data-exposure", "security-team")]
    public void TypeWithoutARow_IsNormal_ByRiskLevel(string type, string impact, string approvers)
    {
        var change = Given.Change(type, impact);

        Assert.Equal(("normal", approvers), (change.Class, change.Approvers("approval")));
    }

    [Theory]
    [InlineData("security-patch", RiskLevel.High)]
    [InlineData("incident-response", RiskLevel.High)]
    [InlineData("service-restoration", RiskLevel.Medium)]
    [InlineData("channel-removal", RiskLevel.Medium)]
    [InlineData("infrastructure", RiskLevel.Medium)]
    public void TypeThatNoRiskCategoryNames_MeetsItsCriteria(string type, RiskLevel level)
    {
        var risk = Given.Change(type).Risk;

        Assert.Equal((level, "decision: unlisted-types"), (risk.Level, Assert.Single(risk.Because).Source));
    }

    /// <summary>"Smoke test only" and the testing table: the union.</summary>
    [Fact]
    public void SecurityPatch_SmokeTestOnly_StillHasTheAuditOfTheTestingTable()
    {
        var tests = Given.Change("security-patch").Requirements.Where(requirement => requirement.Kind == RequirementKind.Test);

        Assert.Equal(["integration", "security-audit-post-check"], tests.Select(test => test.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SecurityPatch_VerbalApproval_ComesFromTheSecurityTeam_ElseTheOnCallEngineer()
    {
        var change = Given.Change("security-patch");
        var seat = Assert.Single(Assert.Single(change.Stages).Seats);

        Assert.Equal("security-team or on-call-engineer", change.Approvers("authorization"));
        Assert.Equal(["decision: verbal-approval-of-security-patches"], seat.Because.Select(because => because.Source));
    }

    [Fact]
    public void ChangeOwner_ComesFromTheAffectedSystems_SoANormalChangeNamesThem() =>
        Assert.Equal(
            "required before submit",
            Given.Category("Normal (Medium)").Asks("decision: change-owner", RequirementKind.Field, "affected_systems"));

    [Fact]
    public void NormalChangeOfLowRisk_IsApprovedAllTheSame()
    {
        var change = Given.Category("Normal (Low)");
        var seat = Assert.Single(Assert.Single(change.Stages).Seats);

        Assert.Equal("change-approver", change.Approvers("approval"));
        Assert.Equal(["decision: normal-needs-an-approver"], seat.Because.Select(because => because.Source));
    }

    [Fact]
    public void RequestThatCallsItselfStandard_WithoutAPreApprovedType_IsNormal()
    {
        var change = Given.Change("infrastructure", requestedClass: "standard");

        Assert.Equal("normal", change.Class);
        Assert.Equal("change-owner", change.Approvers("approval"));
    }

    [Fact]
    public void RequestThatCallsItselfEmergency_WithoutAnEmergencyType_IsRefused() =>
        Assert.Equal(
            "An emergency is a security patch, an incident response or a service restoration. Say which of them as change_type.",
            Assert.Single(Given.Change("infrastructure", requestedClass: "emergency").Refusals).Message);

    /// <summary>Failures cost a standard type its pre-approval; then it is approved by its risk.</summary>
    [Fact]
    public void StandardType_ThatLostItsPreApproval_IsNormal()
    {
        var facts = new { title = "Levels", description = "Levels", change_type = "logging" };
        var change = Assess.Under("gateway-operations", facts, suspended: ["logging"]);
        var listed = Shipped.Policy("gateway-operations").Catalogue["logging"];

        Assert.Equal(("normal", "change-approver"), (change.Class, change.Approvers("approval")));
        Assert.Equal((2, TimeSpan.FromDays(90)), (listed.FailureLimit, listed.FailureWindow));
    }

    [Theory]
    [InlineData("Normal (Low)", "50% remind, 75% escalate, 100% expire")]
    [InlineData("Normal (High)", "50% remind, 75% escalate, 100% expire")]
    [InlineData("Emergency", "1% remind, 2% escalate, 100% expire")]
    public void Silence_NeverApproves_ItExpiresAfter72Hours(string category, string chased)
    {
        var stage = Assert.Single(Given.Category(category).Stages);

        Assert.Equal(("72h", chased), ($"{stage.Within}", stage.Chased()));
        Assert.Contains("decision: silence-never-approves", stage.Because.Select(because => because.Source));
    }
}
