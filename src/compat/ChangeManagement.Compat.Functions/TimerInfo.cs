namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told.</summary>
public class TimerInfo
{
    /// <summary>Its last and next times; null where the host does not remember.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True if it should have run before.</summary>
    public bool IsPastDue { get; set; }
}
