using ChangeManagement.Register;

namespace ChangeManagement.Web.Safety;

/// <summary>Tables of which one fails as only a defect does.</summary>
internal sealed class FailingTables(ITables inner) : ITables
{
    /// <summary>The table that fails; null: none.</summary>
    public string? Failing { get; set; }

    /// <summary>True: it can still be read.</summary>
    public bool OnlyWrites { get; set; }

    public Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation) =>
        inner.Get(Readable(table), partition, key, cancellation);

    public Task<IReadOnlyList<TableRow>> Query(
        string table, string partition, string? from, string? to, int limit, CancellationToken cancellation) =>
        inner.Query(Readable(table), partition, from, to, limit, cancellation);

    public Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation) =>
        inner.Transact(Sound(table), partition, operations, cancellation);

    private string Readable(string table) => OnlyWrites ? table : Sound(table);

    private string Sound(string table) => table == Failing ? throw new InvalidOperationException("A defect.") : table;
}
