namespace ChangeManagement.AzureServices.Tests.Products;

/// <summary>Requests that are accepted.</summary>
internal static class Requests
{
    /// <summary>A configuration change of 001.</summary>
    public static object Good { get; } = new
    {
        title = "Raise the connection limit",
        description = "From 100 to 200",
        change_type = "configuration",
        priority = "medium",
        affected_systems = new[] { "authentication-service" },
        risk_level = "low",
        rollback_plan = "Set it back to 100",
        implementation_plan = "Set it, restart",
    };
}
