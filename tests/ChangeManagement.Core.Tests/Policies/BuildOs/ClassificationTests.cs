using ChangeManagement.Testing;

namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §2.</summary>
public class ClassificationTests
{
    [Theory]
    [InlineData("§2.1", "dependency-update", "Minor dependency update", "standard")]
    [InlineData("§2.1", "ui-improvement", "Non-breaking UI improvement", "standard")]
    [InlineData("§2.1", "documentation-update", "Documentation update", "standard")]
    [InlineData("§2.2", "new-feature", "New feature introduction", "normal")]
    [InlineData("§2.2", "schema-extension", "Schema extension", "normal")]
    [InlineData("§2.2", "api-change", "Non-breaking API change", "normal")]
    [InlineData("§2.2", "new-integration", "New integration", "normal")]
    [InlineData("§2.3", "breaking-api-change", "Breaking API change", "major")]
    [InlineData("§2.3", "architectural-refactor", "Core architectural refactor", "major")]
    [InlineData("§2.3", "tenant-isolation", "Tenant isolation modification", "major")]
    [InlineData("§2.3", "security-control", "Security control modification", "major")]
    [InlineData("§2.3", "data-migration", "Production data migration", "major")]
    [InlineData("§2.3", "permission-model", "Role or permission model update", "major")]
    public void Examples_BelongToTheirClass(string section, string type, string title, string name)
    {
        var assessment = Given.Normal(("change_type", type), ("risk_level", "low"));

        Assert.Equal((name, $"004 {section}"), (assessment.Class, assessment.ClassBecause[0].Source));
        Assert.Equal(title, Shipped.Policy("build-os").Catalogue[type].Title);
    }

    [Theory]
    [InlineData("active-incident")]
    [InlineData("security-vulnerability")]
    public void AnEmergency_MitigatesAnIncidentOrAVulnerability(string criterion)
    {
        var assessment = Given.Emergency(("emergency_criteria", criterion));

        Assert.Equal(("emergency", "004 §2.4"), (assessment.Class, assessment.ClassBecause.Single().Source));
    }

    [Theory]
    [InlineData("standard", WorkflowKind.Standard)]
    [InlineData("normal", WorkflowKind.Normal)]
    [InlineData("major", WorkflowKind.Major)]
    [InlineData("emergency", WorkflowKind.Emergency)]
    public void EachClass_RunsItsOwnWorkflow(string name, WorkflowKind kind) => Assert.Equal(kind, Given.Class(name).Kind);

    [Theory]
    [InlineData("breaking-api-change")]
    [InlineData("architectural-refactor")]
    [InlineData("tenant-isolation")]
    [InlineData("security-control")]
    [InlineData("data-migration")]
    [InlineData("permission-model")]
    public void AnExampleOfAMajorChange_IsMajorWhateverTheRequesterCallsIt(string type)
    {
        Assert.Equal("major", Given.Requested("normal", ("change_type", type)).Class);
        Assert.Equal("major", Given.Requested("standard", ("change_type", type)).Class);
    }

    [Theory]
    [InlineData("tenant-boundaries")]
    [InlineData("security-controls")]
    public void TenantIsolationAndSecurityControls_AreMajor(string altered)
    {
        Assert.Equal("major", Given.Normal(("alters", new[] { altered })).Class);
        Assert.Equal("major", Given.Standard(("alters", new[] { altered })).Class);
    }

    [Theory]
    [InlineData("low", "normal")]
    [InlineData("medium", "normal")]
    [InlineData("high", "major")]
    [InlineData("critical", "major")]
    public void HighRisk_IsMajor(string risk, string name) => Assert.Equal(name, Given.Normal(("risk_level", risk)).Class);

    [Theory]
    [InlineData("low", "standard")]
    [InlineData("medium", "normal")]
    [InlineData("high", "major")]
    [InlineData("critical", "major")]
    public void Standard_IsLowRisk(string risk, string name) => Assert.Equal(name, Given.Standard(("risk_level", risk)).Class);

    [Fact]
    public void ATypeThatLostItsPreApproval_IsEvaluatedLikeANormalChange()
    {
        var suspended = Given.Suspended("documentation-update");

        Assert.Equal(("normal", WorkflowKind.Normal), (suspended.Class, suspended.Kind));
    }

    [Fact]
    public void Standard_IsOfAPreApprovedType() =>
        Assert.Equal("normal", Given.Requested("standard", ("change_type", "new-feature")).Class);
}
