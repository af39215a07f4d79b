using System.Text.Json.Nodes;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.Web.BadInput;

/// <summary>A request that is accepted, and the same with one member spoilt.</summary>
internal static class PlainRequest
{
    public static object Good { get; } = Requests.Priority("medium");

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
