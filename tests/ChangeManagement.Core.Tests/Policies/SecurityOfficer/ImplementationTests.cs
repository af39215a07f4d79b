namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Phase 4.</summary>
public class ImplementationTests
{
    [Theory]
    [InlineData("Change approved", "change-approved", "required before implement")]
    [InlineData("Testing completed", "testing-completed", "required before implement")]
    [InlineData("Rollback plan verified", "rollback-plan-verified", "required before implement")]
    [InlineData("Backup created (if needed)", "backup", "if applicable before implement")]
    [InlineData("Team notified", "team-notified", "required before implement")]
    public void PreImplementationChecklist(string title, string check, string asked) => AssertPlanned(title, check, asked);

    [Theory]
    [InlineData("Follow implementation steps from change request", "steps-followed")]
    [InlineData("Document actual steps taken", "steps-documented")]
    [InlineData("Monitor for issues", "issues-monitored")]
    [InlineData("Verify change success", "success-verified")]
    public void ImplementationSteps(string title, string check) => AssertPlanned(title, check, "required before complete");

    [Theory]
    [InlineData("Verify change works as expected", "works-as-expected")]
    [InlineData("Check monitoring/alerts", "monitoring")]
    [InlineData("Verify security controls", "security-controls")]
    [InlineData("Document any issues", "issues")]
    public void PostImplementationVerification_IsForEveryType(string title, string verification)
    {
        Assert.All(["standard", "major", "emergency"], type =>
        {
            var assessment = Given.Type(type);
            Assert.Equal("required before close", assessment.Asks("002 Phase 4", RequirementKind.Verification, verification));
            Assert.Equal(title, assessment.Titled(RequirementKind.Verification, verification));
        });
    }

    private static void AssertPlanned(string title, string check, string asked)
    {
        Assert.Equal(asked, Given.Standard().Asks("002 Phase 4", RequirementKind.Check, check));
        Assert.Equal(asked, Given.Major().Asks("002 Phase 4", RequirementKind.Check, check));
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Check, check));
        Assert.Equal(title, Given.Standard().Titled(RequirementKind.Check, check));
    }
}
