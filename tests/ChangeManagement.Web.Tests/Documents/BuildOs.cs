using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>004: what each class asks at its request.</summary>
internal static class BuildOs
{
    private static readonly Clause[] All =
    [
        new("004 §4, the proposal has a name", "submit", "field:title"),
        new(
            "004 §8", "close",
            "verification:automated-tests/if_applicable verification:manual-test-script/if_applicable verification:regression "
                + "verification:performance/if_applicable"),
        new("004 §3: no change is complete until documentation is updated", "close", "documentation:documentation-updated"),
    ];

    private static readonly Clause[] Planned =
    [
        .. All,
        new(
            "004 §4", "submit",
            "field:description field:justification field:affected_systems field:risk_level field:security_impact field:data_impact "
                + "field:ai_boundary_impact field:monitoring_strategy"),
        new("004 §4, Rollback strategy (its absence rejects)", "approve", "field:rollback_plan"),
        new("004 §9, Environment impacted", "approve", "field:environment"),
        new("004 §9, Rollback readiness confirmation", "implement", "check:rollback-readiness"),
        new("004 §7", "complete", "evidence:branch evidence:ci evidence:security-scan evidence:pipeline"),
    ];

    private static readonly Clause Assessed = new(
        "004 §5", "submit",
        "field:availability_impact field:data_integrity_risk field:confidentiality_risk field:tenant_isolation_risk field:compliance_impact "
            + "field:performance_impact field:ai_boundary_drift_risk");

    private static readonly Clause Review = new(
        "004 §10", "close", "review:outcome review:side-effects review:monitoring review:lessons-learned review:playbook duty:post-implementation-review");

    private static readonly Clause[] Normal =
    [
        .. Planned, Assessed,
        new("004 §2.2, Peer review required", "approve", "seat:peer-review/peer-reviewer"),
        new("004 §2.2, Approval Path", "approve", "seat:approval/engineering-lead seat:approval/product-owner"),
        new("004 §2.2, ADR update or creation", "approve", "evidence:adr"),
    ];

    private static readonly Clause[] Major =
    [
        .. Planned, Assessed, Review,
        new("004 §2.3, Approval Path", "approve", "seat:approval/engineering-lead seat:approval/security-lead seat:approval/product-owner"),
        new("004 §2.3, Requirements", "approve", "evidence:adr evidence:threat-model evidence:recovery-procedure evidence:impact-assessment"),
        new("004 §2.3, Staging validation evidence", "implement", "evidence:staging-validation"),
        new("004 §8, staged rollout where possible", "complete", "check:staged-rollout/if_applicable"),
    ];

    private static readonly Clause MatrixIfApplicable = new(
        "004 §2.3, Access Control Matrix (if applicable)", "approve", "evidence:access-control-matrix/if_applicable");

    private static readonly Clause[] Emergency =
    [
        .. All, Review,
        new("004 §2.4", "submit", "field:emergency_criteria"),
        new("004 §2.4, Approval Path", "close", "seat:emergency-approval/incident-commander"),
        new("004 §2.4, Requirements", "close", "duty:root-cause duty:preventative-action"),
        new(
            "004 §2.4: documentation is deferred, not eliminated; §4", "close",
            "field:description field:justification field:affected_systems field:risk_level field:security_impact field:data_impact "
                + "field:ai_boundary_impact field:monitoring_strategy"),
        new("004 §4, Rollback strategy (decision 17: a duty)", "close", "duty:rollback-plan"),
        new("004 §9", "close", "field:environment check:rollback-readiness"),
    ];

    public static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> Classes =>
    [
        (
            "004 standard", Requests.BuildOs("ui-improvement"),
            [.. Planned, new("004 §2.1, Engineering review", "approve", "seat:engineering-review/engineer")]),
        ("004 normal", Requests.BuildOs("new-feature"), Normal),
        (
            "004 normal, a schema", Requests.BuildOs("schema-extension"),
            [.. Normal, new("004 §11, no schema change without migration plan", "approve", "evidence:migration-plan")]),
        (
            "004 normal, multi-tenant",
            Requests.BuildOs("new-feature").With("multi_tenant", true).With("impacted_tenants", new[] { "northwind" }),
            [
                .. Normal,
                new("004 §4, Impacted tenants (if applicable)", "submit", "field:impacted_tenants"),
                new("004 §8, Tenant isolation verification (if multi-tenant)", "close", "verification:tenant-isolation"),
            ]),
        ("004 major", Requests.BuildOs("breaking-api-change"), [.. Major, MatrixIfApplicable]),
        (
            "004 major, regulated", Requests.BuildOs("breaking-api-change").With("regulated", true),
            [.. Major, MatrixIfApplicable, new("004 §2.3, Compliance approval (if regulated domain)", "approve", "seat:approval/compliance")]),
        (
            "004 major, permissions", Requests.BuildOs("permission-model"),
            [.. Major, new("004 §11, no privilege change without Access Control update", "approve", "evidence:access-control-matrix")]),
        (
            "004 major, critical", Requests.BuildOs("data-migration").With("data_integrity_risk", "critical"),
            [.. Major, MatrixIfApplicable, new("004 §5, Critical risk requires executive approval", "approve", "seat:executive/executive")]),
        ("004 emergency", Requests.BuildOsEmergency(), Emergency),
        (
            "004 emergency, of security", Requests.BuildOsEmergency().With("affects_security", true),
            [.. Emergency, new("004 §2.4, Security Lead (if security-related)", "close", "seat:emergency-approval/security-lead")]),
    ];
}
