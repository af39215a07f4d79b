using ChangeManagement.Testing.Walks;

namespace ChangeManagement.EndToEnd.Kills;

/// <summary>Two walks, with what the register must hold at their end: each action as often as it was done.</summary>
internal static class Walks
{
    /// <summary>A planned change of document 001, medium priority, requested by Chen, for a system of Ada's.</summary>
    public static IReadOnlyList<Step> Normal { get; } =
    [
        new("chen", HttpMethod.Post, "", Requests.Priority("medium")),
        new("emil", HttpMethod.Post, "approve", new { approved = true, comments = "fine" }),
        new("lena", HttpMethod.Post, "approve", new { approved = true }),
        new("chen", HttpMethod.Post, "checklist", new { items = new[] { new { name = "backup" } } }),
        new("chen", HttpMethod.Post, "implement", new { }),
        new("chen", HttpMethod.Post, "checklist", new { items = new[] { new { name = "monitor-health" } } }),
        new("chen", HttpMethod.Post, "complete", new { status = "completed", post_implementation_review = "As planned" }),
        new("chen", HttpMethod.Post, "close", new
        {
            statements = new Dictionary<string, string>
            {
                ["change-success"] = "yes", ["monitor-issues"] = "none", ["document-implementation"] = "wiki", ["update-documentation"] = "wiki",
            },
        }),
    ];

    /// <summary>What the history of <see cref="Normal"/> must be.</summary>
    public static IReadOnlyList<string> NormalHistory { get; } =
    [
        "created", "stage_opened", "approved", "approved", "stage_approved", "approval_complete", "requirement_answered", "implemented",
        "requirement_answered", "amended", "completed", "requirement_answered", "requirement_answered", "requirement_answered",
        "requirement_answered", "closed",
    ];

    /// <summary>An incident response of document 000, requested by Ben and authorized by the incident commander.</summary>
    public static IReadOnlyList<Step> Emergency { get; } =
    [
        new("ben", HttpMethod.Post, "", new
        {
            policy = "gateway-operations",
            title = "Rotate the leaked credentials",
            change_type = "incident-response",
            description = "A token was published",
            emergency_criteria = "incident",
        }),
        new("fatima", HttpMethod.Post, "approve", new { approved = true, comments = "go" }),
        new("ben", HttpMethod.Post, "implement", new { }),
        new("ben", HttpMethod.Post, "checklist", new { items = new[] { new { name = "minimal-change" } } }),
        new("ben", HttpMethod.Post, "complete", new { status = "completed" }),
        new("ben", HttpMethod.Post, "tests", new { items = new[] { new { name = "integration" }, new { name = "security-audit-post-check" } } }),
        new("ben", HttpMethod.Patch, "", new
        {
            justification = "The token was public",
            risk_level = "high",
            impact_if_fails = "The attacker stays in",
            likelihood_of_failure = "low",
            test_plan = "Old token refused",
            implementation_plan = "Rotate, restart",
            rollback_plan = "Issue another one",
        }),
        new("ben", HttpMethod.Post, "document", new { items = new[] { new { name = "change-record", note = "written" } } }),
        new("ben", HttpMethod.Post, "close", new
        {
            statements = new Dictionary<string, string>
            {
                ["issue-resolved"] = "yes", ["change-applied"] = "yes", ["functional-verification"] = "yes", ["no-side-effects"] = "none",
            },
        }),
    ];

    /// <summary>What the history of <see cref="Emergency"/> must be.</summary>
    public static IReadOnlyList<string> EmergencyHistory { get; } =
    [
        "created", "stage_opened", "approved", "stage_approved", "approval_complete", "implemented", "requirement_answered", "completed",
        "requirement_answered", "requirement_answered", "amended", "requirement_answered", "requirement_answered", "requirement_answered",
        "requirement_answered", "requirement_answered", "closed",
    ];
}
