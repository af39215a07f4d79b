namespace ChangeManagement.Workflows;

/// <summary>
/// The one way in which a failed activity or child surfaces in a workflow. The failure is text, because the type may not exist where the
/// workflow runs.
/// </summary>
public sealed class WorkflowTaskException(string task, string errorType, string message, string? innerFailure = null)
    : Exception($"{task} failed: {message}")
{
    /// <summary>The activity or workflow kind that failed.</summary>
    public string Task { get; } = task;

    /// <summary>Full name of the exception's type.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>The inner exceptions as <c>type: message</c>, outermost first, one a line; null if there was none.</summary>
    public string? InnerFailure { get; } = innerFailure;
}
