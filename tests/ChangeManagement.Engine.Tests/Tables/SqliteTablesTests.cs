using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tests.Tables;

public sealed class SqliteTablesTests : TablesContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;

    public SqliteTablesTests()
    {
        store = SqliteStore.Open(Path.Combine(folder.Path, "tables.db"));
        Tables = new SqliteTables(store);
    }

    protected override ITables Tables { get; }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
