namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>With an id and a time to start at; null for none.</summary>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>As another one.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The id of the instance; null: one is made up.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Not before; null: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>What the instance is marked with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The version to run; null: the default one.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>The start is refused while an instance of that id stands in one of these; null: it takes the place of any other.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
