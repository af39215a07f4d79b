using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Change Types.</summary>
public class ChangeTypesTests
{
    [Theory]
    [InlineData("emergency", "P1", "Emergency (P1)", WorkflowKind.Emergency)]
    [InlineData("standard", "P2", "Standard (P2)", WorkflowKind.Normal)]
    [InlineData("major", "P3", "Major (P3)", WorkflowKind.Major)]
    public void TypeAndPriority_NameTheSameClass(string type, string priority, string title, WorkflowKind kind)
    {
        var byType = Given.Bare(("change_type", type));
        var byPriority = Given.Bare(("priority", priority));

        Assert.Equal((type, kind), (byType.Class, byType.Kind));
        Assert.Equal((type, kind), (byPriority.Class, byPriority.Kind));
        Assert.Equal(title, Shipped.Policy("security-officer").Classes[type].Title);
    }

    [Theory]
    [InlineData("critical-security-patch", "emergency")]
    [InlineData("incident-response", "emergency")]
    [InlineData("service-outage-fix", "emergency")]
    [InlineData("feature-addition", "standard")]
    [InlineData("performance-improvement", "standard")]
    [InlineData("routine-update", "standard")]
    [InlineData("infrastructure", "major")]
    [InlineData("security-control", "major")]
    [InlineData("database-schema", "major")]
    public void Examples_BelongToTheirType(string kindOfChange, string type) =>
        Assert.Equal(type, Given.Bare(("kind_of_change", kindOfChange)).Class);

    [Theory]
    [InlineData("infrastructure")]
    [InlineData("security-control")]
    [InlineData("database-schema")]
    public void AnExampleOfAMajorChange_IsMajorWhateverTheRequesterCallsIt(string kindOfChange) =>
        Assert.Equal("major", Given.Standard(("kind_of_change", kindOfChange)).Class);

    [Theory]
    [InlineData("low", "standard")]
    [InlineData("medium", "major")]
    [InlineData("high", "major")]
    [InlineData("critical", "major")]
    public void Standard_IsLowRisk(string risk, string type) => Assert.Equal(type, Given.Standard(("risk_level", risk)).Class);

    [Fact]
    public void StandardWithThePriorityOfAMajorChange_IsMajor() => Assert.Equal("major", Given.Standard(("priority", "P3")).Class);

    [Theory]
    [InlineData("standard", RiskLevel.Low)]
    [InlineData("major", RiskLevel.High)]
    [InlineData("emergency", RiskLevel.High)]
    public void Risk_FollowsFromTheDefinition(string type, RiskLevel risk) => Assert.Equal(risk, Given.Type(type).Risk.Level);

    [Theory]
    [InlineData("emergency", "-")]
    [InlineData("standard", "-")]
    [InlineData("major", "required before approve")]
    public void ComprehensiveDocumentation_IsForMajorChanges(string type, string asked) =>
        Assert.Equal(asked, Given.Type(type).Asks("002 Major Changes (P3)", RequirementKind.Evidence, "comprehensive-documentation"));
}
