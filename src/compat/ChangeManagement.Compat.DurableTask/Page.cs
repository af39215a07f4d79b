namespace Microsoft.DurableTask;

/// <summary>One page of values.</summary>
public sealed class Page<T>
    where T : notnull
{
    /// <param name="values">What is on it.</param>
    /// <param name="continuationToken">Where the next one begins; null: there is none.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>What is on it.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next one begins; null: there is none.</summary>
    public string? ContinuationToken { get; }
}
