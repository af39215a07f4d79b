namespace ChangeManagement.Register;

/// <summary>
/// Where the register is kept: Azure Table Storage, or the SQLite file of the embedded store. The limits of Table Storage hold for
/// both: keys without <c>/ \ # ?</c> and control characters, at most 100 operations and 4 MB a transaction, 1 MB a row.
/// A transaction spans one partition of one table; nothing wider is atomic.
/// </summary>
public interface ITables
{
    /// <summary>The row, or null.</summary>
    Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation);

    /// <summary>
    /// Rows of one partition in the ordinal order of their keys, from <paramref name="from"/> (inclusive, null: the first) to
    /// <paramref name="to"/> (exclusive, null: the last), at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<TableRow>> Query(
        string table, string partition, string? from, string? to, int limit, CancellationToken cancellation);

    /// <summary>All operations or none; complete when they are on disk.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take writes now; the outcome may be unknown.</exception>
    Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation);
}

/// <summary>One row. <paramref name="Data"/> is JSON; <paramref name="ETag"/> changes with every write.</summary>
public sealed record TableRow(string Key, string Data, string ETag);

/// <summary>One step of a transaction.</summary>
public abstract record TableOperation(string Key)
{
    /// <summary>Fails the transaction if the row exists.</summary>
    public sealed record Insert(string Key, string Data) : TableOperation(Key);

    /// <summary>Fails the transaction unless the row exists with that ETag.</summary>
    public sealed record Replace(string Key, string Data, string ETag) : TableOperation(Key);

    /// <summary>Writes the row whatever was there.</summary>
    public sealed record Put(string Key, string Data) : TableOperation(Key);

    /// <summary>Removes the row; one that is not there is no error.</summary>
    public sealed record Delete(string Key) : TableOperation(Key);

    /// <summary>Removes the row; fails the transaction unless it exists with that ETag.</summary>
    public sealed record Remove(string Key, string ETag) : TableOperation(Key);
}

/// <summary>Whether a transaction was made.</summary>
public abstract record TransactionOutcome
{
    /// <summary>On disk. <paramref name="ETags"/> by operation; empty for a removal.</summary>
    public sealed record Committed(IReadOnlyList<string> ETags) : TransactionOutcome;

    /// <summary>Nothing was written: the row with <paramref name="Key"/> existed, was missing, or had another ETag.</summary>
    public sealed record Conflict(string Key) : TransactionOutcome;
}

/// <summary>The store refuses work for now; callers answer 503 with Retry-After, or 507 when <paramref name="isFull"/>.</summary>
public sealed class StoreUnavailableException(string message, bool isFull = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The disk is full: an operator must act.</summary>
    public bool IsFull { get; } = isFull;

    /// <summary>When another try makes sense.</summary>
    public TimeSpan RetryAfter { get; } = isFull ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);
}

/// <summary>What both stores allow.</summary>
public static class TableTransactions
{
    /// <summary>The most operations of one transaction.</summary>
    public const int MostOperations = 100;
}
