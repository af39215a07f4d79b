namespace Microsoft.DurableTask.Client;

/// <summary>What was removed.</summary>
public class PurgeResult
{
    /// <summary>So many instances.</summary>
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    /// <summary>So many instances, and whether these were all.</summary>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>How many instances.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether these were all; null: not known.</summary>
    public bool? IsComplete { get; }
}
