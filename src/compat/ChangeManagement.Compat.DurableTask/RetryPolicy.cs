namespace Microsoft.DurableTask;

/// <summary>How often and how patiently a failed task is tried again.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">All attempts, the first one included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the second attempt; more than zero.</param>
    /// <param name="backoffCoefficient">Each further wait is the one before times this; at least 1.</param>
    /// <param name="maxRetryInterval">No wait is longer; null means one hour.</param>
    /// <param name="retryTimeout">No attempt begins later; null means never.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = NotBelow(maxRetryInterval ?? TimeSpan.FromHours(1), firstRetryInterval, maxRetryInterval is null, nameof(maxRetryInterval));
        RetryTimeout = NotBelow(retryTimeout ?? Timeout.InfiniteTimeSpan, firstRetryInterval, retryTimeout is null, nameof(retryTimeout));
    }

    /// <summary>All attempts, the first one included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Each further wait is the one before times this.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>No wait is longer.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No attempt begins later.</summary>
    public TimeSpan RetryTimeout { get; }

    // Only what was given is judged: the default of one hour stands even where the first interval is longer.
    private static TimeSpan NotBelow(TimeSpan value, TimeSpan first, bool isDefault, string name) =>
        isDefault || value >= first || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "It is shorter than the first interval.");
}
