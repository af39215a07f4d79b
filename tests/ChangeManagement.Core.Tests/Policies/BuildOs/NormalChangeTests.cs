namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §2.2.</summary>
public class NormalChangeTests
{
    [Fact]
    public void Requirement_AdrUpdateOrCreation()
    {
        Assert.Equal("required before approve", Given.Normal().Asks("004 §2.2", RequirementKind.Evidence, "adr"));
        Assert.Equal("ADR update or creation", Given.Normal().Titled(RequirementKind.Evidence, "adr"));
    }

    [Fact]
    public void Requirement_RiskAssessmentCompleted() => Assert.All(
        Given.Assessments,
        assessment => Assert.Equal("required before submit", Given.Normal().Asks("004 §5", RequirementKind.Field, assessment)));

    [Fact]
    public void Requirement_RollbackPlanDefined() =>
        Assert.Equal("required before approve", Given.Normal().Asks("004 §4", RequirementKind.Field, "rollback_plan"));

    [Fact]
    public void Requirement_PeerReview() => Assert.Equal("peer-reviewer", Given.Normal().Approvers("peer-review"));

    [Fact]
    public void ApprovalPath_IsEngineeringLeadAndProductOwner_AfterThePeerReview() => Assert.Equal(
        "peer-review: peer-reviewer before approve within 72h; approval: engineering-lead, product-owner before approve within 72h",
        Given.Normal().Path());

    [Fact]
    public void ApprovalPath_IsTheSameIfSecurityRelated() =>
        Assert.Equal(Given.Normal().Path(), Given.Normal(("affects_security", true)).Path());
}
