namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §8 Testing Requirements.</summary>
public sealed class TestingTests
{
    [Theory(DisplayName = "003 §8.1 testing by risk level")]
    [InlineData(RiskLevel.Low, "unit", Strength.Required)]
    [InlineData(RiskLevel.Low, "integration", Strength.Recommended)]
    [InlineData(RiskLevel.Low, "staging", null)]
    [InlineData(RiskLevel.Low, "uat", null)]
    [InlineData(RiskLevel.Low, "performance", null)]
    [InlineData(RiskLevel.Medium, "unit", Strength.Required)]
    [InlineData(RiskLevel.Medium, "integration", Strength.Required)]
    [InlineData(RiskLevel.Medium, "staging", Strength.Required)]
    [InlineData(RiskLevel.Medium, "uat", null)]
    [InlineData(RiskLevel.Medium, "performance", null)]
    [InlineData(RiskLevel.High, "unit", Strength.Required)]
    [InlineData(RiskLevel.High, "integration", Strength.Required)]
    [InlineData(RiskLevel.High, "staging", Strength.Required)]
    [InlineData(RiskLevel.High, "uat", Strength.Required)]
    [InlineData(RiskLevel.High, "performance", Strength.Recommended)]
    [InlineData(RiskLevel.Critical, "unit", Strength.Required)]
    [InlineData(RiskLevel.Critical, "integration", Strength.Required)]
    [InlineData(RiskLevel.Critical, "staging", Strength.Required)]
    [InlineData(RiskLevel.Critical, "uat", Strength.Required)]
    [InlineData(RiskLevel.Critical, "performance", Strength.Required)]
    public void Cell_IsRequiredRecommendedOrNot(RiskLevel risk, string test, Strength? expected)
    {
        var assessment = Given.Normal(risk);

        if (expected is null)
        {
            Assert.False(assessment.Asks(RequirementKind.Test, test));
            return;
        }

        var asked = assessment.Asked(RequirementKind.Test, test);
        Assert.Equal((expected, Gate.Implement), (asked.Strength, asked.Before));
        asked.Because.Cites("§8.1");
    }

    [Theory(DisplayName = "003 §8.2 and §8.3 environment and success criteria")]
    [InlineData("unit", "Unit Tests", "development", 81, "100% pass, >80% coverage for new code")]
    [InlineData("integration", "Integration", "test", null, "All integration tests pass")]
    [InlineData("staging", "Staging", "staging", null, "Functionality verified, no regressions")]
    [InlineData("uat", "UAT", "staging", null, "Business acceptance sign-off")]
    [InlineData("performance", "Performance", "staging", null, "Within baseline thresholds")]
    public void Test_HasEnvironmentAndCriteria(string test, string title, string environment, int? leastCoverage, string criteria)
    {
        var asked = Given.Normal(RiskLevel.Critical).Asked(RequirementKind.Test, test);

        Assert.Equal(
            (title, environment, leastCoverage, criteria),
            (asked.Title, asked.Environment, asked.Coverage, asked.Criteria));
        asked.Because.Cites("§8.3");
    }

    [Theory(DisplayName = "003 §8.4 production validation")]
    [InlineData("health-checks", "Health checks passing")]
    [InlineData("error-rates", "No increase in error rates")]
    [InlineData("response-times", "No degradation in response times")]
    [InlineData("business-flows", "Key business flows functional")]
    [InlineData("alerts", "Monitoring alerts normal")]
    public void Production_IsValidatedAfterEveryDeployment(string name, string title)
    {
        foreach (var assessment in new[] { Given.Normal(RiskLevel.Low), Given.Standard(), Given.Emergency(RiskLevel.Low) })
        {
            var asked = assessment.Asked(RequirementKind.Verification, name);
            Assert.Equal((title, Strength.Required, Gate.Close), (asked.Title, asked.Strength, asked.Before));
            asked.Because.Cites("§8.4");
        }
    }

    [Fact(DisplayName = "003 §8.1 a standard change is tested as its risk wants")]
    public void Standard_IsTestedAsLow()
    {
        var assessment = Given.Standard();

        Assert.Equal(Strength.Required, assessment.Asked(RequirementKind.Test, "unit").Strength);
        Assert.Equal(Strength.Recommended, assessment.Asked(RequirementKind.Test, "integration").Strength);
    }

    [Fact(DisplayName = "003 §6.2 has no test before the fix")]
    public void Emergency_IsNotHeldUpByTests() =>
        Assert.DoesNotContain(Given.Emergency(RiskLevel.Critical).Requirements, asked => asked.Kind == RequirementKind.Test);
}
