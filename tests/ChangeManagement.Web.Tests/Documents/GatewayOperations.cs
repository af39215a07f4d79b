using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>000: what each class asks at its request.</summary>
internal static class GatewayOperations
{
    private static readonly Clause Summary = new("000 Change Record Template", "submit", "field:title field:change_type field:description");

    private static readonly Clause ConfigurationChecklist = new(
        "000 Configuration Changes, Pre-change checklist", "implement",
        "check:config-backed-up check:change-command-prepared check:rollback-command-prepared check:verification-steps-defined");

    private static readonly Clause[] Standard =
    [
        Summary,
        new("000 Standard Change Workflow, 2 Verify", "close", "verification:established-procedure"),
        new("000 Standard Change Workflow, 3 Document (audit trail automatic)", "close", "documentation:change-log/optional"),
    ];

    private static readonly Clause[] Normal =
    [
        Summary,
        new(
            "000 Normal Change Workflow, 1 Request; Change Record Template", "submit",
            "field:justification field:impact field:impact_if_fails field:likelihood_of_failure field:rollback_plan field:test_plan "
                + "field:risk_level/recommended field:security_areas/optional"),
        new("decision 8: the change owner comes from the systems file", "submit", "field:affected_systems field:owner/optional"),
        new(
            "000 Normal Change Workflow, 2 Review", "approve",
            "criterion:request-complete criterion:risk-level-appropriate criterion:rollback-plan-viable"),
        new("000 Normal Change Workflow, 6 Verify", "close", "verification:functional-verification verification:health-check"),
        new(
            "000 Change Record Template, Verification (the audit and the function stand above)", "close",
            "test:security-audit-post-check verification:change-applied verification:no-side-effects"),
        new("000 Normal Change Workflow, 7 Document", "close", "documentation:change-log"),
        new("000 Change Record Template, Implementation Steps", "implement", "field:implementation_plan"),
        new("000 Change Record Template, Post-Implementation Notes", "close", "field:post_implementation_notes/recommended"),
    ];

    private static readonly Clause[] Emergency =
    [
        Summary,
        new("000 Emergency Change Workflow, 1 Assess", "submit", "field:emergency_criteria field:incident/optional"),
        new("000 Emergency Change Workflow, 3 Implement", "complete", "check:minimal-change"),
        new("000 Emergency Change Workflow, 4 Verify", "close", "verification:issue-resolved"),
        new("000 Test Types by Change Category, Emergency", "close", "test:integration test:security-audit-post-check"),
        new("000 Emergency Change Workflow, 5 Document", "close", "documentation:change-record"),
        new(
            "000 Change Record Template, completed afterwards", "close",
            "field:justification field:risk_level field:impact_if_fails field:likelihood_of_failure field:test_plan field:implementation_plan "
                + "field:rollback_plan field:affected_systems/recommended field:post_implementation_notes/recommended"),
        new(
            "000 Change Record Template, Verification", "close",
            "verification:change-applied verification:functional-verification verification:no-side-effects"),
    ];

    public static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> Classes =>
    [
        ("000 standard, user access", Requests.Gateway("user-access"), Standard),
        (
            "000 standard, agent config", Requests.Gateway("agent-config"),
            [.. Standard, ConfigurationChecklist, new("000 Standard Changes, Agent config", "close", "test:functional")]),
        ("000 standard, logging", Requests.Gateway("logging"), [.. Standard, ConfigurationChecklist]),
        (
            "000 normal, low", Requests.Gateway("configuration"),
            [
                .. Normal, ConfigurationChecklist,
                new("decision 8: low risk is approved too where the change is normal", "approve", "seat:approval/change-approver"),
                new(
                    "000 Normal Change Workflow, 4 Test; Test Types, Normal (Low)", "implement",
                    "test:staging/optional test:security-audit-pre-check/recommended test:integration"),
            ]),
        (
            "000 normal, medium", Requests.Gateway("version-upgrade"),
            [
                .. Normal,
                new("000 Normal Changes, Version upgrade; Risk Mitigation, Medium", "approve", "seat:approval/change-owner"),
                new("000 Normal Changes, Version upgrade: staging verification", "implement", "test:staging"),
                new("000 Test Types, Normal (Medium)", "implement", "test:integration test:security-audit-pre-check"),
                new(
                    "000 Version Upgrades, Pre-upgrade checklist", "implement",
                    "check:version-documented check:release-notes-reviewed check:breaking-changes-identified check:backup-completed "
                        + "check:rollback-procedure-prepared"),
            ]),
        (
            "000 normal, high, a channel", Requests.Gateway("channel-addition"),
            [
                .. Normal,
                new("000 Normal Changes, Channel addition; Risk Mitigation, High", "approve", "seat:approval/security-team"),
                new("000 Channel Changes, 1 Security review", "approve", "criterion:channel-risks"),
                new("000 Test Types, Normal (High)", "implement", "test:unit/if_applicable test:integration test:security-audit-pre-check test:staging"),
            ]),
        (
            "000 normal, high, the security config", Requests.Gateway("security-config"),
            [
                .. Normal, ConfigurationChecklist,
                new("000 Normal Changes, Security config; Risk Mitigation, High", "approve", "seat:approval/security-team"),
                new("000 Test Types, Normal (High)", "implement", "test:unit/if_applicable test:integration test:security-audit-pre-check test:staging"),
            ]),
        (
            "000 normal, a plugin", Requests.Gateway("plugin-installation"),
            [
                .. Normal,
                new("000 Normal Changes, Plugin installation", "approve", "seat:approval/security-team"),
                new("000 Risk Mitigation, Medium (decision 8: union)", "approve", "seat:approval/change-owner"),
                new("000 Plugin Changes, 1 Security review", "approve", "criterion:plugin-source"),
                new("000 Normal Changes, Plugin installation", "implement", "test:compatibility"),
                new("000 Test Types, Normal (Medium)", "implement", "test:integration test:security-audit-pre-check test:staging/optional"),
            ]),
        (
            "000 emergency, security patch", Requests.GatewayEmergency("security-patch"),
            [
                .. Emergency,
                new("decision 8: security patches", "implement", "seat:authorization/security-team"),
                new("000 Emergency Changes, Security patch: documented post-hoc", "close", "documentation:verbal-approval"),
            ]),
        (
            "000 emergency, incident response", Requests.GatewayEmergency("incident-response"),
            [.. Emergency, new("000 Emergency Changes, Incident response", "implement", "seat:authorization/incident-commander")]),
        (
            "000 emergency, service restoration", Requests.GatewayEmergency("service-restoration"),
            [
                .. Emergency,
                new("000 Emergency Changes, Service restoration", "implement", "seat:authorization/on-call-engineer"),
                new("000 Emergency Changes, Service restoration", "close", "verification:health-check"),
            ]),
    ];
}
