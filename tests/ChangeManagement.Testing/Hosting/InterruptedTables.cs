using ChangeManagement.Register;

namespace ChangeManagement.Testing.Hosting;

/// <summary>
/// Tables that let something else happen just before a write, once: what in production is a matter of microseconds happens in every run.
/// </summary>
public sealed class InterruptedTables(ITables inner) : ITables
{
    private Interruption? next;

    /// <summary>Before the next write that is as told, something else is done to its end; writes made meanwhile are not interrupted.</summary>
    public void Before(Func<string, string, IReadOnlyList<TableOperation>, bool> isIt, Func<Task> somethingElse) =>
        next = new Interruption(isIt, somethingElse);

    /// <summary>True once the write came for which it was told to wait.</summary>
    public bool HasInterrupted => Volatile.Read(ref next) is null;

    /// <inheritdoc/>
    public Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation) =>
        inner.Get(table, partition, key, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> Query(
        string table, string partition, string? from, string? to, int limit, CancellationToken cancellation) =>
        inner.Query(table, partition, from, to, limit, cancellation);

    /// <inheritdoc/>
    public async Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation)
    {
        if (Volatile.Read(ref next) is { } interruption && interruption.IsIt(table, partition, operations)
            && Interlocked.CompareExchange(ref next, null, interruption) == interruption)
        {
            await interruption.SomethingElse();
        }

        return await inner.Transact(table, partition, operations, cancellation);
    }

    private sealed record Interruption(Func<string, string, IReadOnlyList<TableOperation>, bool> IsIt, Func<Task> SomethingElse);
}
