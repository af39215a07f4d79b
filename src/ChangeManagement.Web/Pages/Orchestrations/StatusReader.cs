using System.Text.Json;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Pages.Orchestrations;

/// <summary>What an orchestration says of itself.</summary>
internal static class StatusReader
{
    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    /// <summary>The status of a change's workflow; null if it has set none, or is of another kind.</summary>
    public static WorkflowStatus? Of(WorkflowInstance instance)
    {
        if (instance.CustomStatus is null)
        {
            return null;
        }

        try
        {
            return Json.Read<WorkflowStatus>(instance.CustomStatus) is { Phases: not null } status ? status : null;
        }
        catch (JsonException)
        {
            // Workflows of other kinds may say anything; the page of the instance shows it as it is.
            return null;
        }
    }

    /// <summary>The number of the change that an instance runs; null if it runs none.</summary>
    public static string? NumberOf(WorkflowInstance instance) =>
        instance.InstanceId.LastIndexOf("-r", StringComparison.Ordinal) is > 0 and var end
        && Register.ChangeIndex.IsNumber(instance.InstanceId[..end]) ? instance.InstanceId[..end] : null;

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }
}
