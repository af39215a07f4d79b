namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §3.3 Risk Assessment Criteria.</summary>
public sealed class RiskFactorsTests
{
    [Theory(DisplayName = "003 §3.3 factor")]
    [InlineData("systems_affected", "low", 1, "Single component")]
    [InlineData("systems_affected", "medium", 2, "Multiple components")]
    [InlineData("systems_affected", "high", 3, "Critical infrastructure")]
    [InlineData("user_impact", "low", 1, "None/minimal")]
    [InlineData("user_impact", "medium", 2, "Some users affected")]
    [InlineData("user_impact", "high", 3, "All users affected")]
    [InlineData("data_risk", "low", 1, "No data changes")]
    [InlineData("data_risk", "medium", 2, "Data format changes")]
    [InlineData("data_risk", "high", 3, "Data migration")]
    [InlineData("reversibility", "low", 1, "Easy rollback")]
    [InlineData("reversibility", "medium", 2, "Moderate rollback")]
    [InlineData("reversibility", "high", 3, "Complex/impossible")]
    [InlineData("security_impact", "low", 1, "No security change")]
    [InlineData("security_impact", "medium", 2, "Minor security change")]
    [InlineData("security_impact", "high", 3, "Security controls affected")]
    public void Factor_HasScoreAndMeaning(string factor, string value, int score, string meaning)
    {
        var risk = Given.Normal(RiskLevel.Low, (factor, value)).Risk;

        Assert.Equal(new RiskFactorResult(factor, value, meaning, score, "003 §3.3"), risk.Factors.Single(each => each.Name == factor));
        Assert.Equal(4 + score, risk.Score);
    }

    [Theory(DisplayName = "003 §3.3 total score")]
    [InlineData(5, RiskLevel.Low)]
    [InlineData(6, RiskLevel.Low)]
    [InlineData(7, RiskLevel.Low)]
    [InlineData(8, RiskLevel.Medium)]
    [InlineData(9, RiskLevel.Medium)]
    [InlineData(10, RiskLevel.Medium)]
    [InlineData(11, RiskLevel.Medium)]
    [InlineData(12, RiskLevel.High)]
    [InlineData(13, RiskLevel.Critical)]
    [InlineData(14, RiskLevel.Critical)]
    [InlineData(15, RiskLevel.Critical)]
    public void TotalScore_GivesTheLevel(int total, RiskLevel expected)
    {
        // Points are spent on what §3.2 does not call Critical first: no more than 12 fit without one of those at 3.
        string[] values = total switch
        {
            5 => ["low", "low", "low", "low", "low"],
            6 => ["low", "medium", "low", "low", "low"],
            7 => ["low", "medium", "low", "medium", "low"],
            8 => ["low", "high", "low", "medium", "low"],
            9 => ["low", "high", "low", "high", "low"],
            10 => ["medium", "high", "low", "high", "low"],
            11 => ["medium", "high", "medium", "high", "low"],
            12 => ["medium", "high", "medium", "high", "medium"],
            13 => ["high", "high", "medium", "high", "medium"],
            14 => ["high", "high", "medium", "high", "high"],
            _ => ["high", "high", "high", "high", "high"],
        };

        var risk = Given.Saying(Given.Factors(values[0], values[1], values[2], values[3], values[4])).Risk;

        Assert.Equal((total, expected), (risk.Score, risk.Level));
    }
}
