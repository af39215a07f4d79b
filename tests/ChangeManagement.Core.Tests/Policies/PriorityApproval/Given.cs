namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>Changes as document 001 speaks of them.</summary>
internal static class Given
{
    /// <summary>The body of the document's example, POST …/change-requests, and nothing else.</summary>
    public static Assessment ExampleOfTheApi() => Assess.Under(
        "priority-approval",
        new
        {
            title = "Implement MFA for Admin Access",
            description = "Add multi-factor authentication requirement",
            change_type = "security_enhancement",
            priority = "high",
            affected_systems = new[] { "authentication-service", "admin-ui" },
            testing_required = true,
            test_plan = "Test MFA enrollment and login flow",
        });

    /// <summary>A planned change whose type needs no tests.</summary>
    public static Assessment Planned(string priority, string? requestedClass = null) => Assess.Under(
        "priority-approval",
        new { title = "New icons", description = "New icons", change_type = "feature", priority, affected_systems = new[] { "admin-ui" } },
        requestedClass);

    /// <summary>A planned change that must be tested.</summary>
    public static Assessment Tested() => Change("security", testingRequired: null);

    public static Assessment Change(string type, bool? testingRequired) => Assess.Under(
        "priority-approval",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["title"] = "Rotate signing keys",
            ["description"] = "Rotate signing keys",
            ["change_type"] = type,
            ["priority"] = "medium",
            ["affected_systems"] = new[] { "authentication-service" },
            ["testing_required"] = testingRequired,
        });

    public static Assessment PreApproved(string? risk = "low") => Assess.Under(
        "priority-approval",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["title"] = "Monthly banner",
            ["description"] = "Monthly banner",
            ["change_type"] = "feature",
            ["priority"] = "low",
            ["affected_systems"] = new[] { "admin-ui" },
            ["risk_level"] = risk,
            ["pre_approval"] = "Banners were approved by the change manager in CHG-2025-001.",
        },
        "pre-approved");

    public static Assessment Emergency() => Assess.Under(
        "priority-approval",
        new { title = "Logins fail", description = "All logins fail", urgency = "emergency", emergency_criteria = "system-outage" });
}
