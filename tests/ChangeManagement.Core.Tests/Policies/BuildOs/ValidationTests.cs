namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §8.</summary>
public class ValidationTests
{
    [Theory]
    [InlineData("Automated tests (where applicable)", "automated-tests", "if applicable before close")]
    [InlineData("Manual test script execution (if relevant)", "manual-test-script", "if applicable before close")]
    [InlineData("Regression checks", "regression", "required before close")]
    [InlineData("Performance checks (if applicable)", "performance", "if applicable before close")]
    [InlineData("Tenant isolation verification", "tenant-isolation", "required before close")]
    public void Validation_MustInclude(string title, string verification, string asked)
    {
        Assert.All(["standard", "normal", "major", "emergency"], name =>
        {
            var assessment = Given.Class(name, ("multi_tenant", true));
            Assert.Equal(asked, assessment.Asks("004 §8", RequirementKind.Verification, verification));
            Assert.Equal(title, assessment.Titled(RequirementKind.Verification, verification));
        });
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    [InlineData("emergency")]
    public void TenantIsolation_IsVerifiedOnlyIfMultiTenant(string name) =>
        Assert.Equal("-", Given.Class(name).AsksAtMost(RequirementKind.Verification, "tenant-isolation"));

    [Theory]
    [InlineData("standard", "-")]
    [InlineData("normal", "-")]
    [InlineData("major", "if applicable before complete")]
    [InlineData("emergency", "-")]
    public void StagedRollout_IsForMajorChangesWherePossible(string name, string asked) =>
        Assert.Equal(asked, Given.Class(name).Asks("004 §8", RequirementKind.Check, "staged-rollout"));

    [Fact]
    public void StagedRollout_ReadsAsInTheDocument() =>
        Assert.Equal("Staged rollout where possible", Given.Major().Titled(RequirementKind.Check, "staged-rollout"));
}
