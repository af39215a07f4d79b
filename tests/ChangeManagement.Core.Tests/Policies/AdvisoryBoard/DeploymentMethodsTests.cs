namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §9.4 Deployment Methods.</summary>
public sealed class DeploymentMethodsTests
{
    [Theory(DisplayName = "003 §9.4 method")]
    [InlineData("blue-green", "Blue/Green: switch traffic between identical environments (zero-downtime)")]
    [InlineData("canary", "Canary: gradual traffic shift to new version (risk reduction)")]
    [InlineData("rolling", "Rolling: progressive update across instances (standard deployments)")]
    [InlineData("feature-flag", "Feature Flag: enable features without deployment (feature releases)")]
    public void Method_CanBeChosen(string method, string label)
    {
        var asked = Given.Normal(RiskLevel.Low, ("deployment_method", method)).Asked(RequirementKind.Field, "deployment_method");

        Assert.Equal((Strength.Recommended, Gate.Submit), (asked.Strength, asked.Before));
        asked.Because.Cites("§9.4");
        Assert.Contains(new FieldChoice(method, label), Given.Policy.Fields["deployment_method"].Choices);
    }
}
