using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.Testing.Hosting;

/// <summary>Tables that count how often they are read.</summary>
public sealed class CountedTables : ITables
{
    private ITables inner = null!;
    private int reads;

    /// <summary>Rows and ranges that were read.</summary>
    public int Reads
    {
        get => Volatile.Read(ref reads);
        set => Volatile.Write(ref reads, value);
    }

    /// <summary>Steps between the product and its tables.</summary>
    public ITables Around(SqliteTables tables)
    {
        inner = tables;
        return this;
    }

    /// <inheritdoc/>
    public Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        return inner.Get(table, partition, key, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> Query(string table, string partition, string? from, string? to, int limit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        return inner.Query(table, partition, from, to, limit, cancellation);
    }

    /// <inheritdoc/>
    public Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation) =>
        inner.Transact(table, partition, operations, cancellation);
}
