using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Emergency Change Procedures.</summary>
public class EmergencyTests
{
    [Theory]
    [InlineData("critical-vulnerability", "Critical security vulnerability")]
    [InlineData("active-incident", "Active security incident")]
    [InlineData("service-outage", "Service outage affecting users")]
    [InlineData("compliance-deadline", "Regulatory compliance deadline")]
    public void AllowedWhen_OneOfTheFourCriteriaIsNamed(string criterion, string label)
    {
        var emergency = Given.Emergency(("emergency_criteria", criterion));

        Assert.Equal("emergency", emergency.Class);
        Assert.Equal(
            "required before submit",
            emergency.Asks("002 When Emergency Changes Are Allowed", RequirementKind.Field, "emergency_criteria"));
        Assert.Contains(new FieldChoice(criterion, label), Shipped.Policy("security-officer").Fields["emergency_criteria"].Choices);
    }

    [Fact]
    public void ImmediateAction_NothingStandsBeforeTheImplementation()
    {
        var emergency = Given.Emergency(("security_areas", new[] { "authentication" }));

        Assert.All(emergency.Requirements, requirement => Assert.True(requirement.Before is Gate.Submit or Gate.Close, requirement.Name));
        Assert.DoesNotContain(emergency.Stages, stage => stage.Before != Gate.Close);
    }

    [Theory]
    [InlineData("Document change as it happens", "change-as-it-happens", "implementer")]
    [InlineData("Complete change request", "change-request", "requester")]
    [InlineData("Document reason for emergency", "emergency-reason", "requester")]
    [InlineData("Document what was changed", "what-was-changed", "implementer")]
    public void PostChangeDocumentation_IsOwedWithin24Hours(string title, string duty, string owner)
    {
        var emergency = Given.Emergency();
        Assert.Equal(
            $"required before close by {owner} within 24h from submitted",
            emergency.Asks("002 Emergency Change Process", RequirementKind.Duty, duty));
        Assert.Equal(title, emergency.Titled(RequirementKind.Duty, duty));
    }

    [Fact]
    public void SecurityOfficerApproval_FollowsTheChange() =>
        Assert.Equal("post-change-approval: security-officer before close within 24h", Given.Emergency().Path());

    [Theory]
    [InlineData("Security Officer reviews emergency change", "emergency-reviewed")]
    [InlineData("Verifies change was appropriate", "appropriate")]
    [InlineData("Documents lessons learned", "lessons-learned")]
    public void Review_IsTheSecurityOfficers(string title, string question)
    {
        var emergency = Given.Emergency();
        Assert.Equal(
            "required before close by security-officer",
            emergency.Asks("002 Emergency Change Process", RequirementKind.Review, question));
        Assert.Equal(title, emergency.Titled(RequirementKind.Review, question));
        Assert.Equal("-", Given.Major().AsksAtMost(RequirementKind.Review, question));
    }
}
