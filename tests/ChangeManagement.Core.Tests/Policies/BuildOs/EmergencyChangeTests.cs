namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §2.4.</summary>
public class EmergencyChangeTests
{
    [Fact]
    public void ImmediateAction_NothingStandsBeforeTheImplementation()
    {
        var emergency = Given.Emergency(
            ("alters", new[] { "schema", "access-control" }), ("multi_tenant", true), ("feature_toggle", true), ("ai_generated", true));

        Assert.All(emergency.Requirements, requirement => Assert.True(requirement.Before is Gate.Submit or Gate.Close, requirement.Name));
        Assert.DoesNotContain(emergency.Stages, stage => stage.Before != Gate.Close);
        Assert.Equal(["emergency_criteria", "title"], emergency.NeededAtSubmit().Order());
    }

    [Theory]
    [InlineData("Post-implementation review", "post-implementation-review", "incident-commander")]
    [InlineData("Root cause analysis documented", "root-cause", "change-owner")]
    [InlineData("Preventative action recorded", "preventative-action", "change-owner")]
    public void Requirements_AreOwedWithin48Hours(string title, string duty, string owner)
    {
        Assert.Equal(
            $"required before close by {owner} within 48h from completed",
            Given.Emergency().Asks("004 §2.4", RequirementKind.Duty, duty));
        Assert.Equal(title, Given.Emergency().Titled(RequirementKind.Duty, duty));
    }

    [Fact]
    public void ApprovalPath_IsTheIncidentCommander_AfterTheFact() =>
        Assert.Equal("emergency-approval: incident-commander before close within 72h", Given.Emergency().Path());

    [Theory]
    [InlineData("affects_security", true)]
    [InlineData("emergency_criteria", "security-vulnerability")]
    [InlineData("alters", "security-controls")]
    [InlineData("alters", "access-control")]
    [InlineData("alters", "tenant-boundaries")]
    public void ApprovalPath_IfSecurityRelated_AddsTheSecurityLead(string field, object value) => Assert.Equal(
        "emergency-approval: incident-commander, security-lead before close within 72h",
        Given.Emergency((field, field == "alters" ? new[] { value } : value)).Path());

    [Theory]
    [InlineData("description")]
    [InlineData("justification")]
    [InlineData("affected_systems")]
    [InlineData("risk_level")]
    [InlineData("security_impact")]
    [InlineData("data_impact")]
    [InlineData("ai_boundary_impact")]
    [InlineData("monitoring_strategy")]
    public void Documentation_IsDeferredNotEliminated(string field) =>
        Assert.Equal("required before close", Given.Emergency().Asks("004 §2.4", RequirementKind.Field, field));
}
