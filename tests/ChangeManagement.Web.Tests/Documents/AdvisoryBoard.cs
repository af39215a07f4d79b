using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>003: what each class and risk asks at its request. Requested at 06:00 on a Tuesday in New York, after hours.</summary>
internal static class AdvisoryBoard
{
    private static readonly Clause[] All =
    [
        new("003 §4.2, Title", "submit", "field:title"),
        new(
            "003 §8.4", "close",
            "verification:health-checks verification:error-rates verification:response-times verification:business-flows verification:alerts"),
        new(
            "003 §9.3 Post-Deployment", "close",
            "check:services-healthy check:business-functionality check:ticket-updated check:completion-notified check:monitored"),
        new("003 §4.1 and §6.2, Close", "close", "documentation:results-documented documentation:cmdb-updated review:lessons-learned"),
    ];

    private static readonly Clause[] Planned =
    [
        .. All,
        new("003 §4.2, Description and Business Justification", "submit", "field:description field:justification"),
        new(
            "003 §4.2, Risk Assessment: the factors of §3.3", "submit",
            "field:systems_affected field:user_impact field:data_risk field:reversibility field:security_impact"),
        new("003 §4.2, Impact Analysis", "submit", "field:affected_systems field:impact_analysis"),
        new("003 §4.2, plans", "submit", "field:test_plan field:rollback_plan field:implementation_plan"),
        new("003 §4.2, Schedule and Change Owner", "submit", "field:scheduled_start field:owner"),
        new("003 §9.4", "submit", "field:deployment_method/recommended"),
        new(
            "003 §9.3 Pre-Deployment", "implement",
            "check:approvals-obtained check:testing-documented check:rollback-verified check:dashboards-ready check:communication-sent "
                + "check:on-call-notified check:backup-verified/if_applicable"),
        new(
            "003 §9.3 During Deployment", "complete",
            "check:steps-executed check:errors-monitored check:health-verified check:critical-functionality-tested check:metrics-checked"),
    ];

    private static readonly Clause[] Reviewed =
    [
        .. Planned,
        new(
            "003 §5.2", "approve",
            "criterion:request-complete criterion:risk-accurate criterion:testing-appropriate criterion:justification-valid"),
        new("003 §4.4, Peer Review", "approve", "seat:peer/peer-reviewer"),
    ];

    private static readonly Clause[] ByPeers =
    [
        new("003 §4.3, Application: 2 (peers)", "approve", "seat:peer/peer-reviewer-2"),
        new("003 §4.3, Application: functionality, quality", "approve", "criterion:functionality criterion:quality"),
    ];

    private static readonly Clause LowTests = new("003 §8.1, Low", "implement", "test:unit test:integration/recommended");

    private static readonly Clause Manager = new("003 §4.4, Manager", "approve", "seat:manager/manager");

    private static readonly Clause[] HighSeats =
    [
        Manager,
        new("003 §4.4, Security", "approve", "seat:security/security-team"),
        new(
            "003 §4.4, CAB, with the members of §7.1", "approve",
            "seat:cab/cab-chair seat:cab/engineering-lead seat:cab/operations-lead seat:cab/security-representative "
                + "seat:cab/qa-representative seat:cab/business-representative"),
    ];

    public static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> Classes =>
    [
        ("003 standard", Requests.Board(OneTuesday.Now).With("change_type", "config-update"), [.. Planned, LowTests]),
        ("003 normal, low", Requests.Board(OneTuesday.Now), [.. Reviewed, .. ByPeers, LowTests]),
        (
            "003 normal, low, a database", Requests.Board(OneTuesday.Now).With("touches", new[] { "database" }),
            [
                .. Reviewed, LowTests,
                new("003 §4.3, Database changes: 2 (including DBA)", "approve", "seat:peer/dba criterion:performance criterion:integrity"),
            ]),
        (
            "003 normal, low, infrastructure", Requests.Board(OneTuesday.Now).With("touches", new[] { "infrastructure" }),
            [
                .. Reviewed, LowTests,
                new("003 §4.3, Infrastructure: 2 (including ops)", "approve", "seat:peer/operations criterion:stability criterion:scalability"),
            ]),
        (
            "003 normal, low, with a security review trigger",
            Requests.Board(OneTuesday.Now).With("touches", null).With("security_areas", new[] { "encryption" }),
            [
                .. Reviewed, LowTests,
                new("003 §4.3, Security-related: 2 (including security)", "approve", "seat:peer/security-team criterion:security-implications"),
                new("003 §4.3, Security Review Triggers", "approve", "seat:security/security-team"),
            ]),
        (
            "003 normal, medium",
            Requests.Board(OneTuesday.Now).With("systems_affected", "medium").With("user_impact", "medium").With("reversibility", "medium"),
            [.. Reviewed, .. ByPeers, Manager, new("003 §8.1, Medium", "implement", "test:unit test:integration test:staging")]),
        (
            "003 normal, high", AdvisoryBoardWalks.HighRisk(),
            [
                .. Reviewed, .. ByPeers, .. HighSeats,
                new("003 §8.1, High", "implement", "test:unit test:integration test:staging test:uat test:performance/recommended"),
            ]),
        (
            "003 normal, critical", Requests.Board(OneTuesday.Now).With("data_risk", "high"),
            [
                .. Reviewed, .. ByPeers, .. HighSeats,
                new("003 §4.4 CTO, §3.2 CISO (decision 14)", "approve", "seat:executive/cto seat:executive/ciso"),
                new("003 §8.1, Critical", "implement", "test:unit test:integration test:staging test:uat test:performance"),
                new("003 §3.2, Critical: full regression (decision 14)", "implement", "test:regression"),
            ]),
        (
            "003 emergency", Requests.BoardEmergency(),
            [
                .. All,
                new("003 §6.2, Identify: confirm criteria", "submit", "field:emergency_criteria"),
                new("003 §6.2, Identify: document impact", "implement", "field:impact_analysis"),
                new("003 §6.3, After hours", "implement", "seat:authorization/on-call-manager seat:authorization/on-call-security"),
                new("003 §6.4, Obtain formal approval", "close", "seat:formal-approval/manager seat:formal-approval/security-team"),
                new(
                    "003 §6.4", "close",
                    "duty:emergency-documented duty:retrospective-ticket duty:root-cause-analysis duty:cab-presentation"),
                new("003 §6.2, Post-Change Review: CAB review", "close", "duty:cab-review"),
            ]),
    ];
}
