using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>002: what each class asks at its request.</summary>
internal static class SecurityOfficer
{
    private static readonly Clause[] All =
    [
        new("002 Phase 1, the request has a name", "submit", "field:title"),
        new(
            "002 Phase 4, 3 Post-Implementation Verification", "close",
            "verification:works-as-expected verification:monitoring verification:security-controls verification:issues"),
        new("002 Phase 6, 1 Update Documentation", "close", "documentation:change-log documentation:system-documentation"),
        new("002 Phase 6, 2 Change Closure", "close", "documentation:lessons-learned documentation:procedures/if_applicable"),
    ];

    private static readonly Clause[] Planned =
    [
        .. All,
        new("002 Phase 1, 1: include", "submit", "field:description field:justification field:impact field:rollback_plan"),
        new("002 Change Request Template", "submit", "field:affected_systems field:risk_assessment field:test_plan field:implementation_plan"),
        new(
            "002 Phase 2, 1 Change Review", "approve",
            "criterion:change-request criterion:security-impact criterion:testing-plan criterion:rollback-plan"),
        new("002 Approval Authority", "approve", "seat:security-officer/security-officer"),
        new("002 Phase 3, 1 Pre-Production Testing", "implement", "test:staging/if_applicable check:functionality check:rollback-procedure evidence:test-results"),
        new("002 Phase 3, 2 Security Testing", "implement", "test:security check:security-controls check:vulnerabilities check:audit-logging"),
        new("002 Testing Levels", "implement", "test:unit/if_applicable test:integration/if_applicable test:performance/if_applicable"),
        new("002 Testing Checklist (the rest stands above)", "implement", "check:performance check:monitoring check:documentation"),
        new(
            "002 Phase 4, 1 Pre-Implementation Checklist", "implement",
            "check:change-approved check:testing-completed check:rollback-plan-verified check:backup/if_applicable check:team-notified"),
        new(
            "002 Phase 4, 2 Implementation Steps", "complete",
            "check:steps-followed check:steps-documented check:issues-monitored check:success-verified"),
    ];

    private static readonly Clause[] OfSecurity =
    [
        new("002 Security Review Required For", "approve", "evidence:security-review"),
        new(
            "002 Security Checklist (the rest stands above)", "implement",
            "check:access-controls check:encryption check:monitoring-updated/if_applicable"),
        new("002 Phase 6, 1: security documentation", "close", "documentation:security-documentation"),
    ];

    private static readonly Clause[] Major =
    [
        new("002 Major Changes (P3): + review", "approve", "seat:technical-review/technical-reviewer"),
        new("002 Major Changes (P3)", "approve", "evidence:comprehensive-documentation"),
    ];

    public static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> Classes =>
    [
        (
            "002 emergency (P1)", Requests.OfficerEmergency(),
            [
                .. All,
                new("002 When Emergency Changes Are Allowed", "submit", "field:emergency_criteria"),
                new("002 Emergency Change Process, 1: document change as it happens", "close", "duty:change-as-it-happens"),
                new(
                    "002 Emergency Change Process, 2 Post-Change Documentation", "close",
                    "duty:change-request duty:emergency-reason duty:what-was-changed seat:post-change-approval/security-officer"),
                new(
                    "002 Change Request Template, completed within 24 hours", "close",
                    "field:description field:justification field:impact field:affected_systems field:risk_assessment field:test_plan "
                        + "field:rollback_plan field:implementation_plan"),
                new("002 Emergency Change Process, 3 Review", "close", "review:emergency-reviewed review:appropriate review:lessons-learned"),
                new("002 Contact Information: immediate for emergencies", "close", "duty:officer-response"),
            ]),
        ("002 standard (P2)", Requests.Officer("standard"), Planned),
        ("002 standard (P2), of security", Requests.Officer("standard").With("security_areas", new[] { "encryption" }), [.. Planned, .. OfSecurity]),
        ("002 major (P3)", Requests.Officer("major"), [.. Planned, .. Major]),
        (
            "002 major (P3), of security", Requests.Officer("major").With("security_areas", new[] { "authentication" }),
            [.. Planned, .. Major, .. OfSecurity]),
    ];
}
