using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Documents;

/// <summary>001: what each class asks at its request.</summary>
internal static class PriorityApproval
{
    private static readonly Clause[] All =
    [
        new("001 §1 Change Request Form", "submit", "field:title field:description field:incident/optional"),
        new("001 §4 Post-Implementation", "close", "verification:change-success verification:monitor-issues"),
        new("001 §4 Post-Implementation", "close", "documentation:document-implementation documentation:update-documentation"),
        new("001 §6 Documentation Requirements", "close", "field:post_implementation_review"),
        new("001 §4 Pre-Implementation; every step notifies", "implement", "check:notify-stakeholders/optional"),
        new("001 §4 Implementation; said by completing", "complete", "check:deploy-production/optional"),
    ];

    private static readonly Clause[] Planned =
    [
        .. All,
        new(
            "001 §1 Change Request Form", "submit",
            "field:change_type field:priority field:affected_systems field:urgency/optional field:impact_scope/recommended "
                + "field:risk_level/recommended field:test_environment/optional"),
        new("001 §4 Pre-Implementation", "implement", "check:backup field:maintenance_window/optional"),
        new("001 §4 Implementation", "complete", "check:monitor-health"),
        new("001 §6 Documentation Requirements", "implement", "field:implementation_plan"),
    ];

    private static readonly Clause[] Untested =
    [
        new("001 §4 Implementation, where no tests are required", "complete",
            "check:deploy-staging/recommended check:execute-test-plan/recommended check:verify-test-results/recommended"),
    ];

    private static readonly Clause[] Approved =
    [
        .. Planned,
        new(
            "001 §3 Approval Criteria", "approve",
            "criterion:technical-feasibility criterion:security-impact criterion:business-impact criterion:testing-plan "
                + "field:rollback_plan criterion:documentation"),
    ];

    private static readonly Clause[] Tested =
    [
        new("001 §5 Testing Requirements", "complete", "test:unit test:integration test:security test:performance test:user-acceptance"),
        new("001 §4 Implementation", "complete", "check:deploy-staging check:execute-test-plan check:verify-test-results"),
        new("001 §3 Approval Criteria: testing plan adequate", "approve", "field:test_plan"),
        new("001 §5 Test Documentation", "complete", "field:test_results"),
        new("001 §5 Test Documentation", "close", "evidence:test-approval"),
    ];

    public static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> Classes =>
    [
        (
            "001 emergency", Requests.PriorityEmergency(),
            [
                .. All,
                new("001 Emergency Change Criteria", "submit", "field:emergency_criteria"),
                new(
                    "001 Configuration, emergency; Emergency Change Process, 2", "close",
                    "seat:retroactive-approval/security-team-lead seat:retroactive-approval/engineering-manager"),
                new("001 Emergency Change Process, 2: complete change request form", "close", "documentation:change-request-form"),
                new(
                    "001 §1 Change Request Form, completed afterwards", "close",
                    "field:change_type field:priority field:urgency/optional field:affected_systems field:impact_scope field:risk_level field:rollback_plan"),
                new("001 §6 Documentation Requirements", "close", "field:implementation_plan"),
                new(
                    "001 Emergency Change Process, 3 Review", "close",
                    "review:emergency-change duty:root-cause duty:preventive-measures duty:procedures/recommended"),
            ]),
        (
            "001 standard, low", Requests.Priority("low").With("class", "standard"),
            [.. Approved, .. Untested, new("001 Configuration, low", "approve", "seat:approval/change-manager")]),
        (
            "001 normal, low", Requests.Priority("low"),
            [.. Approved, .. Untested, new("001 Configuration, low", "approve", "seat:approval/change-manager")]),
        (
            "001 normal, medium", Requests.Priority("medium"),
            [
                .. Approved, .. Untested,
                new("001 Configuration, medium", "approve", "seat:approval/engineering-manager seat:approval/change-manager"),
            ]),
        (
            "001 normal, high", Requests.Priority("high"),
            [
                .. Approved, .. Untested,
                new(
                    "001 Configuration, high", "approve",
                    "seat:approval/security-team seat:approval/engineering-manager seat:approval/change-manager"),
            ]),
        (
            "001 normal, critical", Requests.Priority("critical"),
            [
                .. Approved, .. Untested,
                new(
                    "decision 10: critical takes the row of high", "approve",
                    "seat:approval/security-team seat:approval/engineering-manager seat:approval/change-manager"),
            ]),
        (
            "001 normal, tested by the flag", Requests.Priority("low").With("testing_required", true),
            [.. Approved, .. Tested, new("001 Configuration, low", "approve", "seat:approval/change-manager")]),
        (
            "001 normal, tested for its type", Requests.Priority("low").With("change_type", "infrastructure"),
            [.. Approved, .. Tested, new("001 Configuration, low", "approve", "seat:approval/change-manager")]),
        (
            "001 pre-approved", Requests.Priority("low").With("class", "pre-approved").With("pre_approval", "Meeting of 2 March"),
            [
                .. Planned, .. Untested,
                new("001 §2 Pre-approved (decision 9)", "submit", "field:pre_approval"),
                new("001 §4 Pre-Implementation: prepare rollback plan", "implement", "field:rollback_plan"),
            ]),
    ];
}
