namespace ChangeManagement.Engine.Storage;

/// <summary>The tables of the one file: the engine's and the register's. Instants are UTC ticks; payloads are JSON text.</summary>
internal static class Schema
{
    /// <summary>Raised with every change of shape; a file from the future is refused.</summary>
    public const long Current = 1;

    private const string Sql = """
        CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS rows(
          tbl TEXT NOT NULL, part TEXT NOT NULL, key TEXT NOT NULL, etag INTEGER NOT NULL, data TEXT NOT NULL,
          PRIMARY KEY(tbl, part, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS instances(
          id INTEGER PRIMARY KEY, instance TEXT NOT NULL UNIQUE, generation INTEGER NOT NULL, kind TEXT NOT NULL, version TEXT NOT NULL,
          status TEXT NOT NULL, health TEXT, crashes INTEGER NOT NULL DEFAULT 0, deployment TEXT,
          parent INTEGER, parent_task INTEGER, turn INTEGER NOT NULL,
          created INTEGER NOT NULL, updated INTEGER NOT NULL, completed INTEGER,
          input TEXT, output TEXT, custom_status TEXT, error_type TEXT, error_hash TEXT, error_message TEXT);
        CREATE INDEX IF NOT EXISTS instances_updated ON instances(updated);
        CREATE INDEX IF NOT EXISTS instances_parent ON instances(parent) WHERE parent IS NOT NULL;
        CREATE INDEX IF NOT EXISTS instances_unhealthy ON instances(health) WHERE health IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history(
          id INTEGER NOT NULL, generation INTEGER NOT NULL, turn INTEGER NOT NULL, events BLOB NOT NULL,
          PRIMARY KEY(id, generation, turn)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL, generation INTEGER NOT NULL,
          kind TEXT NOT NULL, payload TEXT, at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS inbox_instance ON inbox(id);
        CREATE TABLE IF NOT EXISTS seen(id INTEGER NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY(id, event_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS timers(
          id INTEGER NOT NULL, generation INTEGER NOT NULL, task INTEGER NOT NULL, fire_at INTEGER NOT NULL,
          PRIMARY KEY(id, generation, task)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS timers_due ON timers(fire_at, task, id);
        CREATE TABLE IF NOT EXISTS tasks(
          id INTEGER NOT NULL, generation INTEGER NOT NULL, task INTEGER NOT NULL, turn INTEGER NOT NULL, name TEXT NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0, next_at INTEGER,
          PRIMARY KEY(id, generation, task)) WITHOUT ROWID;
        """;

    /// <summary>Creates what is missing and takes the next epoch, in one transaction.</summary>
    public static long Open(Database database, string path)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute(Sql);
        var found = Meta(database, "schema");
        if (found > Current)
        {
            throw new InvalidOperationException(
                $"{path} was written by a newer release (schema {found}, this one knows {Current}). Run that release or a newer one.");
        }

        var epoch = (Meta(database, "epoch") ?? 0) + 1;
        SetMeta(database, "schema", Current);
        SetMeta(database, "epoch", epoch);
        database.Execute("COMMIT");
        return epoch;
    }

    /// <summary>The epoch as committed: another owner has raised it.</summary>
    public static long Epoch(Database database) => Meta(database, "epoch") ?? 0;

    private static long? Meta(Database database, string name) =>
        database.Prepare("SELECT value FROM meta WHERE name=?").With(name).One<long?>(row => row.Long(0));

    private static void SetMeta(Database database, string name, long value) =>
        database.Prepare("INSERT INTO meta(name, value) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value")
            .With(name).With(value).Run();
}
