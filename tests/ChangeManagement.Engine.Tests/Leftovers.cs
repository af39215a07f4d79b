using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests;

/// <summary>Rows that an instance must take with it when it ends.</summary>
internal static class Leftovers
{
    private const string Sql = """
        SELECT count(*) FROM (SELECT id FROM inbox UNION ALL SELECT id FROM timers UNION ALL SELECT id FROM tasks)
        WHERE id IN (SELECT id FROM instances WHERE completed IS NOT NULL)
        """;

    public static int Count(SqliteStore store) =>
        store.Readers.Read(0, static (database, _) => database.Prepare(Sql).One(row => row.Int(0)));
}
