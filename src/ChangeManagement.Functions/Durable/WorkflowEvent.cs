using System.Text.Json;
using ChangeManagement.Serialization;

namespace ChangeManagement.Functions.Durable;

/// <summary>An event as it travels: Durable Functions does not know which events are the same, so each carries its id.</summary>
/// <param name="Id">An instance takes an event of the same id once; null: always.</param>
/// <param name="Payload">What is told; null: nothing.</param>
public sealed record WorkflowEvent(string? Id, JsonElement? Payload)
{
    /// <summary>An event that tells this.</summary>
    public static WorkflowEvent Of(string? id, object? payload) =>
        new(id, payload is null ? null : JsonSerializer.SerializeToElement(payload, payload.GetType(), Json.Options));
}
