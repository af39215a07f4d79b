using System.Text.Json.Nodes;

namespace ChangeManagement.Web.BadInput;

/// <summary>A request that is accepted, and the same with one member spoilt.</summary>
internal static class PlainRequest
{
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

    /// <summary>The good request as JSON with one member set to a JSON text, or left out.</summary>
    public static string With(string member, string? json)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(Good)!.AsObject();
        request.Remove(member);
        if (json is not null)
        {
            request[member] = JsonNode.Parse(json);
        }

        return request.ToJsonString();
    }
}
