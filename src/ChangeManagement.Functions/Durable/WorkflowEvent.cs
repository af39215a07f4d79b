using System.Text.Json;
using ChangeManagement.Serialization;

namespace ChangeManagement.Functions.Durable;

/// <summary>An event as it travels: Durable Functions does not know which events are the same, so each carries its id.</summary>
/// <param name="Id">An instance takes an event of the same id once; null: always.</param>
/// <param name="Payload">What is told; null: nothing.</param>
public sealed record WorkflowEvent(string? Id, JsonElement? Payload)
{
    private static readonly WorkflowEvent Silent = new(Id: null, Payload: null);

    /// <summary>
    /// What arrived. Whoever has the keys of the task hub can raise anything; what is no event of ours tells nothing, because a workflow that cannot
    /// read an event would fail.
    /// </summary>
    public static WorkflowEvent Read(JsonElement? raised)
    {
        try
        {
            return raised is { ValueKind: JsonValueKind.Object } told ? told.Deserialize<WorkflowEvent>(Json.Options)! : Silent;
        }
        catch (JsonException)
        {
            return Silent;
        }
    }

    /// <summary>An event that tells this.</summary>
    public static WorkflowEvent Of(string? id, object? payload) =>
        new(id, payload is null ? null : JsonSerializer.SerializeToElement(payload, payload.GetType(), Json.Options));
}
