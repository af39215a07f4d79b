using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Api;

/// <summary>A follow-up change says again what the one before said, except for what its requester says otherwise (W5, decision 12).</summary>
internal static class FollowUps
{
    /// <summary>The submission that follows a change.</summary>
    /// <param name="said">What is said otherwise, in the shape of a submission; null takes a field out.</param>
    public static JsonElement Of(Change followed, JsonElement said)
    {
        // The old times are over.
        var facts = new Facts(followed.Facts.Values.RemoveRange(
            followed.Facts.Values.Where(fact => fact.Value is FactValue.Instant).Select(fact => fact.Key)));
        var body = JsonSerializer.SerializeToNode(facts, Json.Options)!.AsObject();
        body["policy"] = followed.Policy.Id;
        foreach (var member in said.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Null)
            {
                body.Remove(member.Name);
            }
            else
            {
                body[member.Name] = JsonSerializer.SerializeToNode(member.Value);
            }
        }

        body["follows"] = followed.Number;
        return JsonSerializer.SerializeToElement(body);
    }
}
