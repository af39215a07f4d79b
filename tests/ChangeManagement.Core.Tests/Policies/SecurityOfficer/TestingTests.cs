namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Phase 3 and Testing Requirements. An emergency is implemented at once: none of it stands before its implementation.</summary>
public class TestingTests
{
    [Theory]
    [InlineData("Test in staging environment (if available)", RequirementKind.Test, "staging", "if applicable before implement in staging")]
    [InlineData("Verify functionality", RequirementKind.Check, "functionality", "required before implement")]
    [InlineData("Test rollback procedure", RequirementKind.Check, "rollback-procedure", "required before implement")]
    [InlineData("Document test results", RequirementKind.Evidence, "test-results", "required before implement")]
    public void PreProductionTesting(string title, RequirementKind kind, string name, string asked) =>
        AssertPlanned("002 Phase 3", title, kind, name, asked);

    [Theory]
    [InlineData("Verify security controls still work", "security-controls")]
    [InlineData("Check for new vulnerabilities", "vulnerabilities")]
    [InlineData("Verify audit logging works", "audit-logging")]
    public void SecurityTesting(string title, string check) =>
        AssertPlanned("002 Phase 3", title, RequirementKind.Check, check, "required before implement");

    [Theory]
    [InlineData("Unit testing", "unit", "if applicable before implement: Code-level tests")]
    [InlineData("Integration testing", "integration", "if applicable before implement: Component integration")]
    [InlineData("Security testing", "security", "required before implement: Security control verification")]
    [InlineData("Performance testing", "performance", "if applicable before implement: Performance impact assessment")]
    public void TestingLevels(string title, string level, string asked) =>
        AssertPlanned("002 Testing Levels", title, RequirementKind.Test, level, asked);

    [Theory]
    [InlineData("functionality")]
    [InlineData("security-controls")]
    [InlineData("performance")]
    [InlineData("rollback-procedure")]
    [InlineData("monitoring")]
    [InlineData("documentation")]
    public void TestingChecklist(string check)
    {
        Assert.Equal("required before implement", Given.Standard().Asks("002 Testing Checklist", RequirementKind.Check, check));
        Assert.Equal("required before implement", Given.Major().Asks("002 Testing Checklist", RequirementKind.Check, check));
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Check, check));
    }

    private static void AssertPlanned(string clause, string title, RequirementKind kind, string name, string asked)
    {
        Assert.Equal(asked, Given.Standard().Asks(clause, kind, name));
        Assert.Equal(asked, Given.Major().Asks(clause, kind, name));
        Assert.Equal("-", Given.Emergency().AsksAtMost(kind, name));
        Assert.Equal(title, Given.Standard().Titled(kind, name));
    }
}
