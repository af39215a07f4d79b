using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests;

/// <summary>What must not be in any table, whatever happened.</summary>
internal static class Leftovers
{
    /// <summary>
    /// Rows that an instance must take with it when it ends, when it is purged, or when it begins its next generation. Its history and the ids of
    /// its events stay until the purge; what a failed one had not taken stays for a rewind.
    /// </summary>
    public const string Rows = """
        SELECT (SELECT count(*) FROM (
            SELECT id, generation, 0 AS waits FROM timers UNION ALL SELECT id, generation, 0 FROM tasks
            UNION ALL SELECT id, generation, kind='fact' FROM inbox) AS open
          WHERE NOT EXISTS(
            SELECT 1 FROM instances WHERE instances.id=open.id AND instances.generation=open.generation
              AND (completed IS NULL OR (status='failed' AND waits))))
        + (SELECT count(*) FROM (SELECT id FROM history UNION ALL SELECT id FROM seen) WHERE id NOT IN (SELECT id FROM instances))
        + (SELECT count(*) FROM instances WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM instances))
        """;

    /// <summary>Children that have not ended though their parent has; some, for a moment, while the order to end is on its way.</summary>
    public const string Orphans = """
        SELECT count(*) FROM instances JOIN instances AS parents ON parents.id=instances.parent
        WHERE instances.completed IS NULL AND parents.completed IS NOT NULL
        """;

    public static int Count(this SqliteStore store, string of) =>
        store.Readers.Read(of, static (database, sql) => database.Prepare(sql).One(row => row.Int(0)));
}
