namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Testing Requirements.</summary>
public sealed class TestingTests
{
    private const string Table = "000 Test Types by Change Category";

    [Theory]
    [InlineData("Normal (Low)", "integration", "required before implement: Verify")]
    [InlineData("Normal (Low)", "security-audit-post-check", "required before close: Post-change")]
    [InlineData("Normal (Medium)", "integration", "required before implement: Functional")]
    [InlineData("Normal (Medium)", "security-audit-pre-check", "required before implement")]
    [InlineData("Normal (Medium)", "security-audit-post-check", "required before close")]
    [InlineData("Normal (Medium)", "staging", "optional before implement in staging")]
    [InlineData("Normal (High)", "unit", "if applicable before implement")]
    [InlineData("Normal (High)", "integration", "required before implement: Full")]
    [InlineData(
        "Normal (High)", "security-audit-pre-check", "required before implement: Pre-change baseline: clawdbot security audit --deep")]
    [InlineData(
        "Normal (High)", "security-audit-post-check",
        "required before close: Findings compared with the baseline: clawdbot security audit --deep")]
    [InlineData("Normal (High)", "staging", "required before implement in staging")]
    [InlineData("Emergency", "integration", "required before close: Smoke")]
    [InlineData("Emergency", "security-audit-post-check", "required before close")]
    public void TestTypesByChangeCategory(string category, string test, string cell) =>
        Assert.Equal(cell, Given.Category(category).Asks(Table, RequirementKind.Test, test));

    /// <summary>What the table leaves empty never blocks; step 4 of the workflow may still advise it.</summary>
    [Theory]
    [InlineData("Standard", "unit", "-")]
    [InlineData("Standard", "integration", "-")]
    [InlineData("Standard", "security-audit-pre-check", "-")]
    [InlineData("Standard", "security-audit-post-check", "-")]
    [InlineData("Standard", "staging", "-")]
    [InlineData("Normal (Low)", "unit", "-")]
    [InlineData("Normal (Low)", "security-audit-pre-check", "recommended before implement")]
    [InlineData("Normal (Low)", "staging", "optional before implement in staging")]
    [InlineData("Normal (Medium)", "unit", "-")]
    [InlineData("Emergency", "unit", "-")]
    [InlineData("Emergency", "security-audit-pre-check", "-")]
    [InlineData("Emergency", "staging", "-")]
    public void TestTypesByChangeCategory_EmptyCells(string category, string test, string cell) =>
        Assert.Equal(cell, Given.Category(category).AsksAtMost(RequirementKind.Test, test));

    [Theory]
    [InlineData("security-audit-pre-check")]
    [InlineData("security-audit-post-check")]
    public void SecurityAuditVerification_RunsBeforeAndAfterHighRiskChanges(string audit)
    {
        var tests = Given.Category("Normal (High)").Requirements.Where(requirement => requirement.Kind == RequirementKind.Test);

        Assert.Contains(
            "000 Security Audit Verification", tests.Single(test => test.Name == audit).Because.Select(because => because.Source));
    }
}
