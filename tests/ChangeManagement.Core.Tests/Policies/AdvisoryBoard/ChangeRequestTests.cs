namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §4.2 Change Request, required information.</summary>
public sealed class ChangeRequestTests
{
    public static TheoryData<string, string, string> Rows => new()
    {
        { "Title", "title", "Title" },
        { "Description", "description", "Description" },
        { "Business Justification", "justification", "Business Justification" },
        { "Risk Assessment", "systems_affected", "Systems Affected" },
        { "Risk Assessment", "user_impact", "User Impact" },
        { "Risk Assessment", "data_risk", "Data Risk" },
        { "Risk Assessment", "reversibility", "Reversibility" },
        { "Risk Assessment", "security_impact", "Security Impact" },
        { "Impact Analysis", "affected_systems", "Systems affected" },
        { "Impact Analysis", "impact_analysis", "Impact Analysis" },
        { "Test Plan", "test_plan", "Test Plan" },
        { "Rollback Plan", "rollback_plan", "Rollback Plan" },
        { "Implementation Plan", "implementation_plan", "Implementation Plan" },
        { "Schedule", "scheduled_start", "Schedule" },
        { "Change Owner", "owner", "Change Owner" },
    };

    [Theory(DisplayName = "003 §4.2 field")]
    [MemberData(nameof(Rows))]
    public void Field_IsRequiredOfEveryPlannedChange(string row, string field, string label)
    {
        foreach (var assessment in new[] { Given.Normal(RiskLevel.Low), Given.Standard() })
        {
            var asked = assessment.Asked(RequirementKind.Field, field);
            Assert.Equal((row, label, Strength.Required, Gate.Submit), (row, asked.Title, asked.Strength, asked.Before));
            asked.Because.Cites("§4.2");
        }
    }

    [Fact(DisplayName = "003 §4.2 Approvers: required approvals")]
    public void Approvers_AreNamedByTheAssessment() => Assert.Equal(
        ["peer", "manager", "security", "cab", "executive"],
        Given.Normal(RiskLevel.Critical).Stages.Select(stage => stage.Name));

    [Fact(DisplayName = "003 §4.2 nothing else is asked at submission")]
    public void NothingElse_IsRequiredAtSubmission() => Assert.Equal(
        Rows.Select(row => (string)row[1]).Order(StringComparer.Ordinal),
        Given.Normal(RiskLevel.Critical).Requirements
            .Where(asked => asked is { Before: Gate.Submit, Blocks: true })
            .Select(asked => asked.Name)
            .Order(StringComparer.Ordinal));

    [Fact(DisplayName = "003 §6.2 an emergency opens with its title and its criteria")]
    public void Emergency_OpensWithTitleAndCriteria() => Assert.Equal(
        ["emergency_criteria", "title"],
        Given.Emergency(RiskLevel.High).Requirements
            .Where(asked => asked is { Before: Gate.Submit, Blocks: true })
            .Select(asked => asked.Name)
            .Order(StringComparer.Ordinal));
}
