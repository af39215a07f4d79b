namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Runs or waits.</summary>
    Running,

    /// <summary>Returned its output.</summary>
    Completed,

    /// <summary>No longer used.</summary>
    [Obsolete("No longer used.")]
    ContinuedAsNew,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>No longer used.</summary>
    [Obsolete("No longer used.")]
    Canceled,

    /// <summary>Ended from outside.</summary>
    Terminated,

    /// <summary>Started, nothing run yet.</summary>
    Pending,

    /// <summary>Paused from outside.</summary>
    Suspended,
}
