namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §3.2 Change Risk Levels.</summary>
public sealed class RiskLevelsTests
{
    [Theory(DisplayName = "003 §3.2 criteria")]
    [InlineData("major system changes", "high", "high", "medium", "high", "medium", RiskLevel.Critical)]
    [InlineData("data migration", "low", "low", "high", "low", "low", RiskLevel.Critical)]
    [InlineData("security impact", "medium", "high", "medium", "high", "high", RiskLevel.Critical)]
    [InlineData("significant changes, multiple systems affected", "medium", "high", "medium", "high", "medium", RiskLevel.High)]
    [InlineData("moderate changes, limited scope", "medium", "medium", "low", "medium", "low", RiskLevel.Medium)]
    [InlineData("minor changes, isolated impact", "low", "low", "low", "low", "low", RiskLevel.Low)]
    public void Criteria_GiveTheLevel(
        string criteria, string systems, string users, string data, string reversibility, string security, RiskLevel expected)
    {
        var assessment = Given.Saying(Given.Factors(systems, users, data, reversibility, security));

        Assert.True(expected == assessment.Risk.Level, $"{criteria}: {assessment.Risk.Level}");
    }

    [Theory(DisplayName = "003 §3.2 approval required")]
    [InlineData(RiskLevel.Critical, "cab-chair")]
    [InlineData(RiskLevel.Critical, "ciso")]
    [InlineData(RiskLevel.Critical, "cto")]
    [InlineData(RiskLevel.High, "cab-chair")]
    [InlineData(RiskLevel.High, "manager")]
    [InlineData(RiskLevel.Medium, "manager")]
    [InlineData(RiskLevel.Low, "peer-reviewer")]
    public void Approval_IsRequiredOf(RiskLevel risk, string role)
    {
        var stage = Assert.Single(Given.Normal(risk).Stages, stage => stage.Seats.Any(seat => seat.Name == role));

        Assert.Equal(Gate.Approve, stage.Before);
        Assert.Null(stage.Quorum);
    }

    [Theory(DisplayName = "003 §3.2 testing")]
    [InlineData(RiskLevel.Critical, "regression")]
    [InlineData(RiskLevel.High, "integration")]
    [InlineData(RiskLevel.High, "uat")]
    [InlineData(RiskLevel.Medium, "integration")]
    [InlineData(RiskLevel.Low, "unit")]
    public void Testing_IsRequired(RiskLevel risk, string test)
    {
        var asked = Given.Normal(risk).Asked(RequirementKind.Test, test);

        Assert.Equal((Strength.Required, Gate.Implement), (asked.Strength, asked.Before));
    }

    [Fact(DisplayName = "003 §4.2 risk level: the requester may rate higher than the score")]
    public void DeclaredLevel_Raises() =>
        Assert.Equal(RiskLevel.High, Given.Normal(RiskLevel.Low, ("risk_level", "high")).Risk.Level);

    [Fact(DisplayName = "003 §4.2 risk level: the requester cannot rate lower than the score")]
    public void DeclaredLevel_NeverLowers() =>
        Assert.Equal(RiskLevel.High, Given.Normal(RiskLevel.High, ("risk_level", "low")).Risk.Level);
}
