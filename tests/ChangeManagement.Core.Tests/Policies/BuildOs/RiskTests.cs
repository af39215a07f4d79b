namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §5.</summary>
public class RiskTests
{
    public static TheoryData<string, string, RiskLevel> EveryRatingOfEachAssessment()
    {
        var rows = new TheoryData<string, string, RiskLevel>();
        foreach (var assessment in Given.Assessments)
        {
            rows.Add(assessment, "low", RiskLevel.Low);
            rows.Add(assessment, "medium", RiskLevel.Medium);
            rows.Add(assessment, "high", RiskLevel.High);
            rows.Add(assessment, "critical", RiskLevel.Critical);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(EveryRatingOfEachAssessment))]
    public void TheHighestRating_IsTheRisk(string assessment, string rating, RiskLevel level) =>
        Assert.Equal(level, Given.Normal(("risk_level", "low"), (assessment, rating)).Risk.Level);

    [Theory]
    [InlineData("Availability impact", "availability_impact")]
    [InlineData("Data integrity risk", "data_integrity_risk")]
    [InlineData("Confidentiality risk", "confidentiality_risk")]
    [InlineData("Tenant isolation risk", "tenant_isolation_risk")]
    [InlineData("Compliance impact", "compliance_impact")]
    [InlineData("Performance impact", "performance_impact")]
    [InlineData("AI boundary drift risk", "ai_boundary_drift_risk")]
    public void NormalAndMajorChanges_Assess(string title, string assessment)
    {
        Assert.Equal("required before submit", Given.Normal().Asks("004 §5", RequirementKind.Field, assessment));
        Assert.Equal("required before submit", Given.Major().Asks("004 §5", RequirementKind.Field, assessment));
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Field, assessment));
        Assert.Equal(title, Given.Normal().Titled(RequirementKind.Field, assessment));
        Assert.Contains(new RiskFactorResult(assessment, "low", "", null, "004 §5"), Given.Normal().Risk.Factors);
    }

    [Fact]
    public void CriticalRisk_RequiresExecutiveApproval()
    {
        var critical = Given.Major(("confidentiality_risk", "critical"));

        Assert.Equal(
            "approval: engineering-lead, security-lead, product-owner before approve within 72h; executive: executive before approve within 72h",
            critical.Path());
        Assert.Equal("004 §5", critical.Stages[^1].Seats.Single().Because.Single().Source);
    }

    [Fact]
    public void ACriticalEmergency_ActsWithoutTheExecutive() =>
        Assert.Equal("-", Given.Emergency(("risk_level", "critical")).Approvers("executive"));

    [Fact]
    public void HighRisk_NeedsNoExecutive() => Assert.Equal("-", Given.Major(("confidentiality_risk", "high")).Approvers("executive"));
}
