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

        var clause = $"002 {title[..title.IndexOf('(')]}Changes {title[title.IndexOf('(')..]}";
        Assert.Equal((type, kind, clause), (byType.Class, byType.Kind, byType.ClassBecause.Single().Source));
        Assert.Equal((type, kind, clause), (byPriority.Class, byPriority.Kind, byPriority.ClassBecause.Single().Source));
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

    [Theory]
    [InlineData("standard", "P3", "major")]
    [InlineData("major", "P2", "major")]
    public void WhereTypeAndPriorityDisagree_TheStricterReviewWins(string type, string priority, string expected) =>
        Assert.Equal(expected, Given.Bare(("change_type", type), ("priority", priority)).Class);

    [Theory]
    [InlineData("change_type", "standard")]
    [InlineData("priority", "P2")]
    public void AnExampleOfAnEmergency_ThatIsPlanned_IsNone(string field, string value) =>
        Assert.Equal("standard", Given.Bare(("kind_of_change", "critical-security-patch"), (field, value)).Class);

    [Fact]
    public void AnEmergency_StaysOneWhateverItChanges() =>
        Assert.Equal("emergency", Given.Emergency(("kind_of_change", "infrastructure")).Class);

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
