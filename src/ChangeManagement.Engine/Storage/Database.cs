using SQLitePCL;

namespace ChangeManagement.Engine.Storage;

/// <summary>One connection to a SQLite file with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    static Database()
    {
        Batteries_V2.Init();
        ShortSleep.Install();
    }

    private Database(sqlite3 handle) => this.handle = handle;

    /// <summary>How many statements ran to their end: what write budgets are counted in.</summary>
    public long StatementsRun { get; internal set; }

    /// <summary>False while a transaction is open.</summary>
    public bool IsAutocommit => raw.sqlite3_get_autocommit(handle) != 0;

    /// <summary>The row id of the last insert.</summary>
    public long LastInsertId => raw.sqlite3_last_insert_rowid(handle);

    /// <summary>Opens the one connection that writes; creates the file.</summary>
    public static Database OpenWriter(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX);
        // The writer checkpoints by itself, so that a failing one is noticed; SQLite's own ignores errors.
        database.Execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864; " +
            "PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536");
        return database;
    }

    /// <summary>Opens a connection that only reads, and so never checkpoints.</summary>
    public static Database OpenReader(string path) => Open(path, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX);

    /// <summary>The prepared statement of that text, ready to be bound.</summary>
    public Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
            statement = new Statement(this, prepared);
            statements.Add(sql, statement);
        }

        return statement.Fresh();
    }

    /// <summary>Runs statements that take no values and give no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Moves what the log holds into the file as far as no reader needs it. Busy is no failure: the next one goes further.</summary>
    public void Checkpoint(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        var code = raw.sqlite3_wal_checkpoint_v2(handle, null, mode, out _, out _);
        if (code != raw.SQLITE_BUSY)
        {
            Check(code);
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        statements.Clear();
        handle.Dispose();
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteFailure(raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());
        }
    }

    internal int Changes => raw.sqlite3_changes(handle);

    private static Database Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new SqliteFailure(code, $"cannot open {path}");
        }

        var database = new Database(handle);
        database.Check(raw.sqlite3_extended_result_codes(handle, 1));
        database.Check(raw.sqlite3_busy_timeout(handle, 5000));
        return database;
    }
}
