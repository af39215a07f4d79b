namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is removed.</summary>
/// <param name="Recursive">With its children.</param>
public record PurgeInstanceOptions(bool Recursive = false);
