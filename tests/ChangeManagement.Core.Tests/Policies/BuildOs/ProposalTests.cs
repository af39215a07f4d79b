namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §4.</summary>
public class ProposalTests
{
    [Theory]
    [InlineData("Change description", "description", "required before submit")]
    [InlineData("Rationale", "justification", "required before submit")]
    [InlineData("Affected components", "affected_systems", "required before submit")]
    [InlineData("Risk category", "risk_level", "required before submit")]
    [InlineData("Impacted tenants", "impacted_tenants", "required before submit")]
    [InlineData("Security impact assessment", "security_impact", "required before submit")]
    [InlineData("Data impact assessment", "data_impact", "required before submit")]
    [InlineData("AI boundary impact assessment", "ai_boundary_impact", "required before submit")]
    [InlineData("Rollback strategy", "rollback_plan", "required before approve")]
    [InlineData("Monitoring strategy", "monitoring_strategy", "required before submit")]
    public void EachProposal_MustInclude(string label, string field, string asked)
    {
        Assert.All(["standard", "normal", "major"], name =>
        {
            var proposal = Given.Class(name, ("multi_tenant", true), ("impacted_tenants", new[] { "acme" }));
            Assert.Equal(asked, proposal.Asks("004 §4", RequirementKind.Field, field));
            Assert.Equal(label, proposal.Titled(RequirementKind.Field, field));
        });
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    [InlineData("emergency")]
    public void ImpactedTenants_AreAskedOnlyIfApplicable(string name) =>
        Assert.Equal("-", Given.Class(name).AsksAtMost(RequirementKind.Field, "impacted_tenants"));

    [Fact]
    public void ImpactedTenants_OfAnEmergency_AreOwed() => Assert.Equal(
        "required before close",
        Given.Emergency(("multi_tenant", true)).Asks("004 §4", RequirementKind.Field, "impacted_tenants"));

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void WithoutARollbackPlan_ItIsRejected_NotRefused(string name)
    {
        var proposal = Given.Class(name, ("rollback_plan", null));
        var rejection = Assert.Single(proposal.Rejections);

        Assert.Equal("Changes without rollback plans are automatically rejected.", rejection.Message);
        Assert.Equal("004 §4", rejection.Because.Single().Source);
        Assert.DoesNotContain("rollback_plan", proposal.NeededAtSubmit());
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void WithARollbackPlan_ItIsNotRejected(string name) => Assert.Empty(Given.Class(name).Rejections);
}
