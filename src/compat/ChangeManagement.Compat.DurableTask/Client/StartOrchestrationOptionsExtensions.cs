namespace Microsoft.DurableTask.Client;

/// <summary>Statuses by type.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>Refuses the start while an instance of that id stands in one of these.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses) =>
        options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
}
