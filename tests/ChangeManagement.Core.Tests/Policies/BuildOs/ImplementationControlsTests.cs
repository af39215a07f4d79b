namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §7.</summary>
public class ImplementationControlsTests
{
    [Theory]
    [InlineData("Version-controlled branch", "branch")]
    [InlineData("CI checks passed before merge", "ci")]
    [InlineData("Security scanning", "security-scan")]
    [InlineData("Run of the approved pipeline", "pipeline")]
    public void DuringImplementation(string title, string evidence)
    {
        Assert.All(["standard", "normal", "major"], name =>
        {
            Assert.Equal("required before complete", Given.Class(name).Asks("004 §7", RequirementKind.Evidence, evidence));
            Assert.Equal(title, Given.Class(name).Titled(RequirementKind.Evidence, evidence));
        });
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Evidence, evidence));
    }

    [Theory]
    [InlineData("production", "required before complete")]
    [InlineData(null, "required before complete")]
    [InlineData("staging", "-")]
    [InlineData("development", "-")]
    public void ThePipeline_IsTheWayToProduction(string? environment, string asked) =>
        Assert.Equal(asked, Given.Normal(("environment", environment)).Asks("004 §7", RequirementKind.Evidence, "pipeline"));

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void ManualProductionChanges_AreProhibited(string name)
    {
        var refusal = Assert.Single(Given.Class(name, ("deployment", "manual")).Refusals);

        Assert.Equal("Manual production changes are prohibited unless classified as Emergency.", refusal.Message);
        Assert.Equal("004 §7", refusal.Because.Single().Source);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void ChangesByPipeline_AreNot(string name) => Assert.Empty(Given.Class(name, ("deployment", "pipeline")).Refusals);

    [Fact]
    public void ManualProductionChanges_OfAnEmergency_AreNot() =>
        Assert.Empty(Given.Emergency(("deployment", "manual"), ("environment", "production")).Refusals);

    [Theory]
    [InlineData("staging")]
    [InlineData("development")]
    public void ManualChangesElsewhere_AreNot(string environment) =>
        Assert.Empty(Given.Normal(("deployment", "manual"), ("environment", environment)).Refusals);
}
