using System.Collections.Immutable;

namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Change Implementation Procedures and Security Audit Verification: every command, in the document's order.</summary>
public sealed class RunbookTests
{
    [Theory]
    [InlineData("backup", "clawdbot config show > config-backup-$(date +%Y%m%d-%H%M%S).yaml")]
    [InlineData("apply", "clawdbot config set KEY VALUE")]
    [InlineData("verify", "clawdbot config get KEY", "clawdbot security audit --deep")]
    public void ConfigurationChanges_AreDeclared(string section, params string[] commands) => AssertCommands("configuration-change", section, commands);

    [Theory]
    [InlineData(
        "backup", "clawdbot --version > version-before.txt", "clawdbot gateway stop",
        "cp -r ~/.clawdbot ~/.clawdbot-backup-$(date +%Y%m%d)")]
    [InlineData("apply", "clawdbot update", "clawdbot --version", "clawdbot gateway run")]
    [InlineData("verify", "clawdbot status --all", "clawdbot security audit --deep")]
    [InlineData(
        "rollback", "clawdbot gateway stop", "npm install -g clawdbot@PREVIOUS_VERSION",
        "rm -rf ~/.clawdbot && cp -r ~/.clawdbot-backup-YYYYMMDD ~/.clawdbot", "clawdbot gateway run")]
    public void VersionUpgrades_AreDeclared(string section, params string[] commands) => AssertCommands("version-upgrade", section, commands);

    [Theory]
    [InlineData(
        "apply", "clawdbot config set channels.CHANNEL.token \"BOT_TOKEN\"", "clawdbot config set channels.CHANNEL.enabled true",
        "clawdbot config set channels.CHANNEL.dm.policy \"pairing\"")]
    [InlineData("verify", "clawdbot channels status --channel CHANNEL", "clawdbot security audit --deep | grep CHANNEL")]
    public void AddingANewChannel_AreDeclared(string section, params string[] commands) => AssertCommands("channel-addition", section, commands);

    /// <summary>A channel that was added is rolled back as it would be removed.</summary>
    [Theory]
    [InlineData("channel-removal", "apply")]
    [InlineData("channel-addition", "rollback")]
    public void RemovingAChannel_AreDeclared(string runbook, string section) => AssertCommands(
        runbook,
        section,
        "clawdbot config set channels.CHANNEL.enabled false",
        "clawdbot pairing list --channel CHANNEL",
        "clawdbot pairing revoke --channel CHANNEL --all",
        "clawdbot config unset channels.CHANNEL.token",
        "clawdbot gateway stop && clawdbot gateway run");

    [Theory]
    [InlineData(
        "apply", "clawdbot plugins install PLUGIN_NAME", "clawdbot plugins list",
        "clawdbot config set plugins.PLUGIN_NAME.enabled true")]
    [InlineData("verify", "clawdbot plugins test PLUGIN_NAME", "clawdbot security audit --deep")]
    [InlineData(
        "rollback", "clawdbot config set plugins.PLUGIN_NAME.enabled false", "clawdbot plugins uninstall PLUGIN_NAME",
        "clawdbot plugins list")]
    public void InstallingAPlugin_AreDeclared(string section, params string[] commands) => AssertCommands("plugin-installation", section, commands);

    [Theory]
    [InlineData("apply", "clawdbot plugins update PLUGIN_NAME")]
    [InlineData("verify", "clawdbot plugins list")]
    public void UpdatingAPlugin_AreDeclared(string section, params string[] commands) => AssertCommands("plugin-update", section, commands);

    [Theory]
    [InlineData("apply", "clawdbot config set plugins.PLUGIN_NAME.enabled false", "clawdbot plugins uninstall PLUGIN_NAME")]
    [InlineData("verify", "clawdbot plugins list")]
    public void RemovingAPlugin_AreDeclared(string section, params string[] commands) => AssertCommands("plugin-removal", section, commands);

    [Theory]
    [InlineData(
        "apply", "clawdbot config set rbac.roles.new_role.name \"New Role Name\"",
        "clawdbot config set rbac.roles.new_role.permissions '[\"exec\"]'")]
    [InlineData("verify", "clawdbot config get rbac.roles.new_role")]
    public void AddingANewRole_AreDeclared(string section, params string[] commands) => AssertCommands("role-addition", section, commands);

    [Theory]
    [InlineData("backup", "clawdbot config get rbac.roles.ROLE > role-backup.yaml")]
    [InlineData("apply", "clawdbot config set rbac.roles.ROLE.permissions '[\"exec\", \"exec.approve\"]'")]
    [InlineData("verify", "clawdbot security audit --deep | grep rbac")]
    public void ModifyingRolePermissions_AreDeclared(string section, params string[] commands) => AssertCommands("role-permissions", section, commands);

    [Theory]
    [InlineData("backup", "clawdbot security audit --deep > audit-pre-$(date +%Y%m%d-%H%M%S).txt")]
    [InlineData(
        "verify", "clawdbot security audit --deep > audit-post-$(date +%Y%m%d-%H%M%S).txt", "diff audit-pre-*.txt audit-post-*.txt")]
    public void SecurityAuditVerification_AreDeclared(string section, params string[] commands) => AssertCommands("security-audit", section, commands);

    [Theory]
    [InlineData("agent-config", "configuration-change")]
    [InlineData("logging", "configuration-change")]
    [InlineData("security-config", "configuration-change")]
    [InlineData("configuration", "configuration-change")]
    [InlineData("channel-reconfiguration", "configuration-change")]
    [InlineData("version-upgrade", "version-upgrade")]
    [InlineData("major-upgrade", "version-upgrade")]
    [InlineData("channel-addition", "channel-addition")]
    [InlineData("channel-removal", "channel-removal")]
    [InlineData("plugin-installation", "plugin-installation")]
    [InlineData("plugin-update", "plugin-update")]
    [InlineData("plugin-removal", "plugin-removal")]
    [InlineData("role-addition", "role-addition")]
    [InlineData("role-permissions", "role-permissions")]
    [InlineData("user-access", null)]
    [InlineData("infrastructure", null)]
    public void ProcedureOfEachType_IsDeclared(string type, string? runbook) =>
        Assert.Equal(runbook, Shipped.Policy("gateway-operations").Catalogue[type].Runbook);

    /// <summary>"Rollback command prepared": its text is only known then, so the step is done by hand.</summary>
    [Fact]
    public void ConfigurationChanges_RollBackWithThePreparedCommand() =>
        Assert.Equal(
            new RunbookStep("Run the rollback command of the pre-change checklist", null),
            Assert.Single(Steps("configuration-change", "rollback")));

    private static void AssertCommands(string runbook, string section, params string[] commands) =>
        Assert.Equal(commands, Steps(runbook, section).Select(step => step.Command));

    private static ImmutableArray<RunbookStep> Steps(string runbook, string section) =>
        Shipped.Policy("gateway-operations").Runbooks[runbook].Sections.Single(part => part.Name == section).Steps;
}
