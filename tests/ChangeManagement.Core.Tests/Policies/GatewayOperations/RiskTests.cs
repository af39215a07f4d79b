namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Risk Assessment: categories and the controls that they require.</summary>
public sealed class RiskTests
{
    [Theory]
    [InlineData("security", RiskLevel.High)]            // Security impact
    [InlineData("data-exposure", RiskLevel.High)]       // data exposure
    [InlineData("service-disruption", RiskLevel.Medium)] // Service disruption potential
    [InlineData("minimal", RiskLevel.Low)]              // Minimal impact
    public void RiskCategories_Criteria(string impact, RiskLevel level) =>
        Assert.Equal(level, Given.Change("configuration", impact).Risk.Level);

    [Theory]
    [InlineData("authentication", RiskLevel.High)]      // Auth changes
    [InlineData("rbac", RiskLevel.High)]                // RBAC modifications
    [InlineData("channel-credentials", RiskLevel.High)] // channel credentials
    public void RiskCategories_ExamplesBySecurityArea(string area, RiskLevel level)
    {
        var change = Assess.Under(
            "gateway-operations",
            new { title = "Rotate", description = "Rotate", change_type = "configuration", security_areas = new[] { area } });

        Assert.Equal(level, change.Risk.Level);
        Assert.Contains("000 Risk Categories", change.Risk.Because.Select(because => because.Source));
    }

    [Theory]
    [InlineData("security-config", RiskLevel.High)]       // Auth changes
    [InlineData("role-addition", RiskLevel.High)]         // RBAC modifications
    [InlineData("role-permissions", RiskLevel.High)]
    [InlineData("channel-addition", RiskLevel.High)]      // channel credentials
    [InlineData("version-upgrade", RiskLevel.Medium)]     // Version upgrades
    [InlineData("major-upgrade", RiskLevel.Medium)]
    [InlineData("plugin-installation", RiskLevel.Medium)] // plugin changes
    [InlineData("plugin-update", RiskLevel.Medium)]
    [InlineData("plugin-removal", RiskLevel.Medium)]
    [InlineData("logging", RiskLevel.Low)]                // Log levels
    [InlineData("configuration", RiskLevel.Low)]          // cosmetic changes
    public void RiskCategories_ExamplesByType(string type, RiskLevel level) =>
        Assert.Equal(level, Given.Change(type).Risk.Level);

    [Theory]
    [InlineData("low", RiskLevel.Low)]
    [InlineData("medium", RiskLevel.Medium)]
    [InlineData("high", RiskLevel.High)]
    public void RequestersOwnLevel_RaisesAndNeverLowers(string declared, RiskLevel level)
    {
        var cosmetic = new { title = "Colours", description = "Colours", change_type = "configuration", risk_level = declared };
        var credentials = new { title = "Token", description = "Token", change_type = "channel-addition", risk_level = declared };

        Assert.Equal(level, Assess.Under("gateway-operations", cosmetic).Risk.Level);
        Assert.Equal(RiskLevel.High, Assess.Under("gateway-operations", credentials).Risk.Level);
    }

    [Theory]
    [InlineData("Normal (High)", "security-team")]   // Security team approval
    [InlineData("Normal (Medium)", "change-owner")]  // Change owner approval
    public void RiskMitigation_Approver(string category, string approver)
    {
        var stage = Assert.Single(Given.Category(category).Stages);

        Assert.Equal(approver, Assert.Single(Assert.Single(stage.Seats).Roles));
        Assert.Contains("000 Risk Mitigation", stage.Because.Select(because => because.Source));
    }

    [Theory]
    [InlineData("Normal (High)", RequirementKind.Test, "staging", "required before implement in staging")]        // staging test
    [InlineData("Normal (High)", RequirementKind.Field, "rollback_plan", "required before submit")]               // documented rollback
    [InlineData("Normal (Medium)", RequirementKind.Test, "integration", "required before implement: Functional")] // basic testing
    [InlineData("Normal (Medium)", RequirementKind.Field, "rollback_plan", "required before submit")]             // rollback plan
    [InlineData("Normal (Low)", RequirementKind.Verification, "functional-verification", "required before close")] // verification
    public void RiskMitigation_Controls(string category, RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Category(category).Asks("000 Risk Mitigation", kind, name));

    /// <summary>Low: Self-service.</summary>
    [Fact]
    public void RiskMitigation_Low_AddsNoApprover() =>
        Assert.DoesNotContain(
            "000 Risk Mitigation",
            Given.Category("Normal (Low)").Stages.SelectMany(stage => stage.Because).Select(because => because.Source));
}
