namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Change Implementation Procedures: checklists and security reviews.</summary>
public sealed class ImplementationProceduresTests
{
    [Theory]
    [InlineData("config-backed-up")]            // Current config backed up
    [InlineData("change-command-prepared")]     // Change command prepared
    [InlineData("rollback-command-prepared")]   // Rollback command prepared
    [InlineData("verification-steps-defined")]  // Verification steps defined
    public void ConfigurationChanges_PreChangeChecklist(string item) =>
        Assert.Equal(
            "required before implement", Given.Change("configuration").Asks("000 Configuration Changes", RequirementKind.Check, item));

    /// <summary>"All configuration changes": settings, credentials and policies of every class.</summary>
    [Theory]
    [InlineData("agent-config", true)]
    [InlineData("logging", true)]
    [InlineData("security-config", true)]
    [InlineData("role-addition", true)]
    [InlineData("role-permissions", true)]
    [InlineData("channel-reconfiguration", true)]
    [InlineData("user-access", false)]
    [InlineData("version-upgrade", false)]
    [InlineData("service-restoration", false)]
    public void PreChangeChecklist_IsForConfigurationChanges(string type, bool asked) =>
        Assert.Equal(
            asked ? "required before implement" : "-",
            Given.Change(type).Asks("000 Configuration Changes", RequirementKind.Check, "config-backed-up"));

    [Theory]
    [InlineData("version-documented")]          // Current version documented
    [InlineData("release-notes-reviewed")]      // Release notes reviewed
    [InlineData("breaking-changes-identified")] // Breaking changes identified
    [InlineData("backup-completed")]            // Backup completed
    [InlineData("rollback-procedure-prepared")] // Rollback procedure prepared
    public void VersionUpgrades_PreUpgradeChecklist(string item)
    {
        Assert.Equal(
            "required before implement", Given.Change("version-upgrade").Asks("000 Version Upgrades", RequirementKind.Check, item));
        Assert.Equal(
            "required before implement", Given.Change("major-upgrade").Asks("000 Version Upgrades", RequirementKind.Check, item));
        Assert.Equal("-", Given.Change("plugin-update").AsksAtMost(RequirementKind.Check, item));
    }

    [Theory]
    [InlineData("channel-addition", "000 Channel Changes", "channel-risks")]    // Assess channel-specific risks
    [InlineData("plugin-installation", "000 Plugin Changes", "plugin-source")]  // Verify plugin source and permissions
    public void SecurityReview(string type, string clause, string criterion) =>
        Assert.Equal("required before approve by security-team", Given.Change(type).Asks(clause, RequirementKind.Criterion, criterion));

    [Theory]
    [InlineData("agent-config", "requester")]                                   // Requester: execute standard changes
    [InlineData("version-upgrade", "change-implementer")]                       // Implementer: execute approved changes
    [InlineData("service-restoration", "change-implementer, on-call-engineer")] // On-call Engineer: handle emergency changes
    public void WhoImplements(string type, string roles) =>
        Assert.Equal(roles, string.Join(", ", Given.Change(type).Implementers));
}
