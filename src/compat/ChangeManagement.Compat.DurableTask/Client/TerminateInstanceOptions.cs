namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is ended.</summary>
/// <param name="Output">What it leaves as its output.</param>
/// <param name="Recursive">With its children.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
