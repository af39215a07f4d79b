namespace Microsoft.Azure.Functions.Worker;

/// <summary>The times of a timer function.</summary>
public class ScheduleStatus
{
    /// <summary>When it ran last.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it runs next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was written.</summary>
    public DateTime LastUpdated { get; set; }
}
