using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tables;

/// <summary>
/// The tables of the register in the engine's file. Rows of a partition lie side by side; keys sort by their UTF-8 bytes, which for the
/// product's ASCII keys is ordinal order.
/// </summary>
public sealed class SqliteTables(SqliteStore store) : ITables
{
    private const string GetSql = "SELECT key, data, etag FROM rows WHERE tbl=? AND part=? AND key=?";
    private const string RangeSql = "SELECT key, data, etag FROM rows WHERE tbl=? AND part=? AND key>=? AND key<? ORDER BY key LIMIT ?";
    private const string OpenRangeSql = "SELECT key, data, etag FROM rows WHERE tbl=? AND part=? AND key>=? ORDER BY key LIMIT ?";

    /// <inheritdoc/>
    public Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        TableLimits.CheckKey(key, "row key");
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(store.Readers.Read((table, partition, key), static (database, at) =>
            database.Prepare(GetSql).With(at.table).With(at.partition).With(at.key).One(Row)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> Query(
        string table, string partition, string? from, string? to, int limit, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(store.Readers.Read((table, partition, from, to, limit), static (database, range) =>
        {
            var (table, partition, from, to, limit) = range;
            var statement = database.Prepare(to is null ? OpenRangeSql : RangeSql).With(table).With(partition).With(from ?? "");
            var bounded = to is null ? statement : statement.With(to);
            return (IReadOnlyList<TableRow>)bounded.With(limit).All(Row);
        }));
    }

    /// <inheritdoc/>
    public Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        TableLimits.CheckOperations(partition, operations);
        cancellation.ThrowIfCancellationRequested();
        var request = new TableTransaction(table, partition, operations);
        store.Writer.Submit(request);
        return request.Outcome;
    }

    private static TableRow Row(Statement row) => new(row.Text(0), row.Text(1), ETag.Show(row.Long(2)));
}
