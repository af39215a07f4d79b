namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §2.3.</summary>
public class MajorChangeTests
{
    [Theory]
    [InlineData("Updated ADR", "adr", "required before approve")]
    [InlineData("Updated Threat Model review", "threat-model", "required before approve")]
    [InlineData("Updated Access Control Matrix review (if applicable)", "access-control-matrix", "if applicable before approve")]
    [InlineData("Rollback and recovery procedure documented", "recovery-procedure", "required before approve")]
    [InlineData("Staging validation evidence", "staging-validation", "required before implement")]
    [InlineData("Impact assessment", "impact-assessment", "required before approve")]
    public void Requirements(string title, string evidence, string asked)
    {
        Assert.Equal(asked, Given.Major().Asks("004 §2.3", RequirementKind.Evidence, evidence));
        Assert.Equal(title, Given.Major().Titled(RequirementKind.Evidence, evidence));
    }

    [Theory]
    [InlineData("threat-model")]
    [InlineData("access-control-matrix")]
    [InlineData("recovery-procedure")]
    [InlineData("staging-validation")]
    [InlineData("impact-assessment")]
    public void Requirements_AreOfMajorChangesOnly(string evidence)
    {
        Assert.Equal("-", Given.Standard().AsksAtMost(RequirementKind.Evidence, evidence));
        Assert.Equal("-", Given.Normal().AsksAtMost(RequirementKind.Evidence, evidence));
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Evidence, evidence));
    }

    [Fact]
    public void ApprovalPath_IsEngineeringLeadSecurityLeadAndProductOwner() => Assert.Equal(
        "approval: engineering-lead, security-lead, product-owner before approve within 72h",
        Given.Major().Path());

    [Fact]
    public void ApprovalPath_OfARegulatedDomain_AddsCompliance() => Assert.Equal(
        "approval: engineering-lead, security-lead, product-owner, compliance before approve within 72h",
        Given.Major(("regulated", true)).Path());

    [Fact]
    public void Compliance_IsAskedAboutMajorChangesOnly() => Assert.Equal(
        "engineering-lead, product-owner",
        Given.Normal(("regulated", true)).Approvers("approval"));
}
