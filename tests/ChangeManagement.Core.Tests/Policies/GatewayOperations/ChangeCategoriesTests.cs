namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Change Categories: the three tables of change types.</summary>
public sealed class ChangeCategoriesTests
{
    [Theory]
    [InlineData("000 Standard Changes", "user-access", "User access", "standard", WorkflowKind.Standard)]
    [InlineData("000 Standard Changes", "agent-config", "Agent config", "standard", WorkflowKind.Standard)]
    [InlineData("000 Standard Changes", "logging", "Logging", "standard", WorkflowKind.Standard)]
    [InlineData("000 Normal Changes", "version-upgrade", "Version upgrade", "normal", WorkflowKind.Normal)]
    [InlineData("000 Normal Changes", "channel-addition", "Channel addition", "normal", WorkflowKind.Normal)]
    [InlineData("000 Normal Changes", "plugin-installation", "Plugin installation", "normal", WorkflowKind.Normal)]
    [InlineData("000 Normal Changes", "security-config", "Security config", "normal", WorkflowKind.Normal)]
    [InlineData("000 Emergency Changes", "security-patch", "Security patch", "emergency", WorkflowKind.Emergency)]
    [InlineData("000 Emergency Changes", "incident-response", "Incident response", "emergency", WorkflowKind.Emergency)]
    [InlineData("000 Emergency Changes", "service-restoration", "Service restoration", "emergency", WorkflowKind.Emergency)]
    public void ChangeType_HasTheClassOfItsTable(string table, string type, string title, string @class, WorkflowKind kind)
    {
        var change = Given.Change(type);
        var listed = Shipped.Policy("gateway-operations").Catalogue[type];

        Assert.Equal((title, table), (listed.Title, listed.Source));
        Assert.Equal((@class, kind), (change.Class, change.Kind));
        Assert.Equal(@class == "standard", listed.PreApproved);
        Assert.Contains(table, change.ClassBecause.Select(because => because.Source));
    }

    [Theory]
    [InlineData("user-access", "RBAC assignment, Pairing approval")]
    [InlineData("agent-config", "System prompt updates, Model selection")]
    [InlineData("logging", "Log level changes")]
    [InlineData("version-upgrade", "Minor releases, Patch releases")]
    [InlineData("channel-addition", "New messaging platform")]
    [InlineData("plugin-installation", "New extension")]
    [InlineData("security-config", "Auth mode, RBAC roles")]
    [InlineData("security-patch", "Critical vulnerability fix")]
    [InlineData("incident-response", "Credential rotation, Access revocation")]
    [InlineData("service-restoration", "Gateway restart, Config rollback")]
    public void ChangeType_ShowsItsExamples(string type, string examples) =>
        Assert.Equal(examples, string.Join(", ", Shipped.Policy("gateway-operations").Catalogue[type].Examples));

    [Theory]
    [InlineData("user-access", "-")]                          // Self-service
    [InlineData("agent-config", "-")]                         // Self-service
    [InlineData("logging", "-")]                              // Self-service
    [InlineData("version-upgrade", "change-owner")]           // Change owner
    [InlineData("channel-addition", "security-team")]         // Security review
    [InlineData("security-config", "security-team")]          // Security team
    [InlineData("role-addition", "security-team")]            // "RBAC roles" are an example of Security config
    [InlineData("role-permissions", "security-team")]
    public void ApprovalColumn_PlannedTypes(string type, string approvers)
    {
        var change = Given.Change(type);

        Assert.Equal(approvers, change.Approvers("approval"));
        Assert.Equal("-", change.Approvers("authorization"));
    }

    /// <summary>Security review by its row, and the change owner by its medium risk.</summary>
    [Fact]
    public void ApprovalColumn_PluginInstallation_IsJoinedByItsRisk() =>
        Assert.Equal("security-team, change-owner", Given.Change("plugin-installation").Approvers("approval"));

    [Theory]
    [InlineData("security-patch", "security-team or on-call-engineer")] // Verbal, documented post-hoc
    [InlineData("incident-response", "incident-commander")]             // Incident commander
    [InlineData("service-restoration", "on-call-engineer")]             // On-call engineer
    public void ApprovalColumn_EmergencyTypes(string type, string approvers)
    {
        var stage = Assert.Single(Given.Change(type).Stages);

        Assert.Equal(approvers, string.Join(" or ", Assert.Single(stage.Seats).Roles));
        Assert.Equal((Gate.Implement, true), (stage.Before, stage.Verbal));
    }

    [Theory]
    [InlineData("agent-config", "000 Standard Changes", RequirementKind.Test, "functional", "required before close")]
    [InlineData("version-upgrade", "000 Normal Changes", RequirementKind.Test, "staging", "required before implement in staging")]
    [InlineData("channel-addition", "000 Normal Changes", RequirementKind.Test, "integration", "required before implement: Full")]
    [InlineData("plugin-installation", "000 Normal Changes", RequirementKind.Test, "compatibility", "required before implement")]
    [InlineData(
        "security-config", "000 Normal Changes", RequirementKind.Test, "security-audit-pre-check",
        "required before implement: Pre-change baseline: clawdbot security audit --deep")]
    [InlineData(
        "security-config", "000 Normal Changes", RequirementKind.Test, "security-audit-post-check",
        "required before close: Findings compared with the baseline: clawdbot security audit --deep")]
    [InlineData("security-patch", "000 Emergency Changes", RequirementKind.Test, "integration", "required before close: Smoke")]
    [InlineData("incident-response", "000 Emergency Changes", RequirementKind.Verification, "issue-resolved", "required before close")]
    [InlineData("service-restoration", "000 Emergency Changes", RequirementKind.Verification, "health-check", "required before close")]
    public void TestingColumn(string type, string table, RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Change(type).Asks(table, kind, name));

    [Theory]
    [InlineData("user-access")]
    [InlineData("logging")]
    public void TestingColumn_NoneRequired(string type) =>
        Assert.DoesNotContain(RequirementKind.Test, Given.Change(type).Requirements.Select(requirement => requirement.Kind));

    [Theory]
    [InlineData("configuration")]           // settings, credentials, policies
    [InlineData("version-upgrade")]         // Moltbot releases
    [InlineData("major-upgrade")]
    [InlineData("channel-addition")]        // adding, removing, reconfiguring
    [InlineData("channel-removal")]
    [InlineData("channel-reconfiguration")]
    [InlineData("plugin-installation")]     // installation, updates, removal
    [InlineData("plugin-update")]
    [InlineData("plugin-removal")]
    [InlineData("infrastructure")]          // gateway, networking
    public void Scope_EachKindOfChange_IsCovered(string type)
    {
        var change = Given.Change(type);

        Assert.Equal("normal", change.Class);
        Assert.Null(change.OutOfScope);
    }
}
