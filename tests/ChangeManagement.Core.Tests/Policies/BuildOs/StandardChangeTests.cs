namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §2.1.</summary>
public class StandardChangeTests
{
    [Fact]
    public void ApprovalPath_IsAnEngineeringReview() =>
        Assert.Equal("engineering-review: engineer before approve within 72h", Given.Standard().Path());

    [Fact]
    public void NoFormalRiskAssessment_IsRequired() => Assert.All(
        Given.Assessments,
        assessment => Assert.Equal("-", Given.Standard().AsksAtMost(RequirementKind.Field, assessment)));
}
