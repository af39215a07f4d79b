using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>Every class of the five policies, requested at 06:00 on a Tuesday in New York.</summary>
internal static class Courses
{
    private const string ThreeDays = "reminded 36, escalated 54, expired 72";
    private const string OneDay = "reminded 12, escalated 18, expired 24";

    private const string LogOf000 = "documentation:change-log";

    private const string RecordOf000 =
        "documentation:change-record field:justification field:risk_level field:impact_if_fails field:likelihood_of_failure field:test_plan "
        + "field:implementation_plan field:rollback_plan test:integration test:security-audit-post-check";

    private const string DocumentsOf001 = "field:post_implementation_review documentation:document-implementation documentation:update-documentation";

    private const string ClosureOf002 =
        "documentation:change-log documentation:system-documentation documentation:lessons-learned documentation:procedures";

    private const string ClosureOf003 = "check:ticket-updated documentation:results-documented documentation:cmdb-updated review:lessons-learned";

    private const string RecordOf003 = "documentation:steps-executed documentation:impact documentation:root-cause documentation:preventive-measures";

    private const string DocumentsOf004 = "evidence:branch documentation:documentation-updated";

    private const string ReviewOf004 =
        "review:outcome review:side-effects review:monitoring review:lessons-learned review:playbook duty:post-implementation-review";

    public static IReadOnlyList<Course> All =>
    [
        // 000. Its standard changes are logged by the audit trail itself, so that nothing is left to write.
        new("000 standard", Requests.Gateway("agent-config"), "chen", "chen", "goran", "", "000 Standard Change Workflow, 3: audit trail automatic")
        {
            NobodyIsAsked = "000 Standard Changes: self-service",
        },
        new("000 normal, low", Requests.Gateway("configuration"), "chen", "ada", "goran", LogOf000, "000 Normal Change Workflow, 7 Document")
        {
            Refuser = ("emil", "change-approver"), Silence = ThreeDays,
        },
        new("000 normal, high", Requests.Gateway("security-config"), "chen", "ada", "goran", LogOf000, "000 Normal Change Workflow, 7 Document")
        {
            Refuser = ("hana", "security-team"), Silence = ThreeDays,
        },
        Emergency000("security-patch", ("hana", "security-team"), "documentation:verbal-approval"),
        Emergency000("incident-response", ("fatima", "incident-commander"), ""),
        Emergency000("service-restoration", ("ben", "on-call-engineer"), ""),

        // 001
        Planned001("standard", "medium", ("emil", "engineering-manager"), ThreeDays),
        Planned001("normal", "low", ("lena", "change-manager"), "reminded 84, escalated 126, expired 168"),
        Planned001("normal", "high", ("hana", "security-team"), OneDay),
        Planned001("normal", "critical", ("emil", "engineering-manager"), "reminded 0.5, escalated 0.75, expired 1"),
        new(
            "001 pre-approved", Requests.Priority("low").With("class", "pre-approved").With("pre_approval", "Meeting of 2 March"),
            "chen", "chen", "ada", DocumentsOf001, "001 §4 Post-Implementation, §6")
        {
            NobodyIsAsked = "001 §2: low-risk changes with pre-approval",
        },
        new(
            "001 emergency", Requests.PriorityEmergency(), "chen", "chen", "hana",
            $"{DocumentsOf001} documentation:change-request-form field:change_type field:priority field:affected_systems field:impact_scope "
                + "field:risk_level field:rollback_plan field:implementation_plan review:emergency-change duty:root-cause duty:preventive-measures",
            "001 Emergency Change Process, 2 and 3")
        {
            NobodyIsAsked = "001 Emergency Change Process: implement immediately, retroactive approval; decision 11: never expires",
            RefuserAfterwards = ("hana", "security-team-lead"),
        },

        // 002
        new("002 standard (P2)", Requests.Officer("standard"), "chen", "chen", "ben", ClosureOf002, "002 Phase 6")
        {
            OwedOfTheRollback = "documentation:system-restored", Refuser = ("hana", "security-officer"), Silence = OneDay,
        },
        new("002 major (P3)", Requests.Officer("major"), "chen", "chen", "ben", ClosureOf002, "002 Phase 6")
        {
            OwedOfTheRollback = "documentation:system-restored", Refuser = ("dana", "technical-reviewer"), Silence = ThreeDays,
        },
        new(
            "002 emergency (P1)", Requests.OfficerEmergency(), "chen", "chen", "hana",
            $"{ClosureOf002} duty:change-as-it-happens duty:change-request duty:emergency-reason duty:what-was-changed duty:officer-response "
                + "field:description field:justification field:impact field:affected_systems field:risk_assessment field:test_plan "
                + "field:rollback_plan field:implementation_plan review:emergency-reviewed review:appropriate review:lessons-learned",
            "002 Emergency Change Process, 2 and 3; Phase 6")
        {
            OwedOfTheRollback = "documentation:system-restored",
            NobodyIsAsked = "002 Phase 2: expedited approval, post-change",
            RefuserAfterwards = ("hana", "security-officer"),
        },

        // 003. Expiry comes at the end of the board's next meeting (Wednesdays, 10 to 11 in New York) after the missed SLA (decision 15).
        new(
            "003 standard", Requests.Board(OneTuesday.Now).With("change_type", "config-update"), "chen", "chen", "dana", ClosureOf003,
            "003 §4.1 Close, §9.3")
        {
            OwedOfTheRollback = RecordOf003, NobodyIsAsked = "003 §3.1: pre-authorized",
        },
        Planned003("low", Requests.Board(OneTuesday.Now), "reminded 13.5, escalated 27, expired 29"),
        Planned003(
            "medium",
            Requests.Board(OneTuesday.Now).With("systems_affected", "medium").With("user_impact", "medium").With("reversibility", "medium"),
            "reminded 25.5, escalated 51, expired 196"),
        Planned003("high", AdvisoryBoardWalks.HighRisk(), "reminded 37.5, escalated 75, expired 196"),
        Planned003("critical", Requests.Board(OneTuesday.Now).With("data_risk", "high"), "reminded 85, escalated 170, expired 196"),
        new(
            "003 emergency", Requests.BoardEmergency(), "chen", "chen", "dana",
            $"{ClosureOf003} duty:emergency-documented duty:retrospective-ticket duty:root-cause-analysis duty:cab-presentation duty:cab-review",
            "003 §6.2, §6.4")
        {
            OwedOfTheRollback = RecordOf003, Refuser = ("dana", "on-call-manager"), Silence = "reminded 0.125, escalated 0.25, expired 29",
            RefuserAfterwards = ("emil", "manager"), MinutesToDecide = 30,
        },

        // 004
        new("004 standard", Requests.BuildOs("ui-improvement"), "mika", "mika", "ada", DocumentsOf004, "004 §3, §7")
        {
            Refuser = ("ada", "engineer"), Silence = ThreeDays,
        },
        new("004 normal", Requests.BuildOs("new-feature"), "mika", "mika", "ada", DocumentsOf004, "004 §3, §7")
        {
            Refuser = ("ada", "peer-reviewer"), Silence = ThreeDays,
        },
        new("004 major", Requests.BuildOs("breaking-api-change"), "mika", "mika", "ada", $"{DocumentsOf004} {ReviewOf004}", "004 §3, §7, §10")
        {
            Refuser = ("nora", "product-owner"), Silence = ThreeDays,
        },
        new(
            "004 emergency", Requests.BuildOsEmergency(), "chen", "chen", "ada",
            "field:justification field:risk_level field:security_impact field:data_impact field:ai_boundary_impact field:monitoring_strategy "
                + "field:environment documentation:documentation-updated duty:root-cause duty:preventative-action duty:rollback-plan "
                + $"check:rollback-readiness {ReviewOf004}",
            "004 §2.4: may defer documentation, not eliminate it")
        {
            NobodyIsAsked = "004 §2.4: immediate action permitted",
            RefuserAfterwards = ("fatima", "incident-commander"),
        },
    ];

    private static Course Emergency000(string type, (string, string) authorizer, string alsoOwed) => new(
        $"000 emergency, {type}", Requests.GatewayEmergency(type), "chen", "goran", authorizer.Item1,
        $"{RecordOf000} {alsoOwed}".Trim(), "000 Emergency Change Workflow, 5; Test Types, Emergency")
    {
        // An emergency is chased within two hours (decision 1).
        Refuser = authorizer, Silence = "reminded 0.72, escalated 1.44, expired 72",
    };

    private static Course Planned001(string @class, string priority, (string, string) refuser, string silence) => new(
        $"001 {@class}, {priority}", Requests.Priority(priority).With("class", @class), "chen", "chen", "ada", DocumentsOf001,
        "001 §4 Post-Implementation, §6")
    {
        Refuser = refuser, Silence = silence,
    };

    private static Course Planned003(string risk, IReadOnlyDictionary<string, object?> request, string silence) => new(
        $"003 normal, {risk}", request, "chen", "chen", "dana", ClosureOf003, "003 §4.1 Close, §9.3")
    {
        OwedOfTheRollback = RecordOf003, Refuser = ("ada", "peer-reviewer"), Silence = silence,
    };
}
