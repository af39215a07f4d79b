namespace Microsoft.DurableTask.Client;

/// <summary>One orchestration as its client sees it.</summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    /// <summary>The orchestrator.</summary>
    public string Name { get; } = name;

    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>What the texts are read with; null unless they were asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where it stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it moved last.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input; null unless asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output; null unless asked for and there.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The status that its code set; null unless asked for and there.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Why it failed; null unless asked for and failed.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>True while it runs or waits.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>True once it has ended.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
