using SQLitePCL;

namespace ChangeManagement.Engine.Storage;

/// <summary>What SQLite answered instead of success.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception($"SQLite answered {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    private int Primary => Code & 0xFF;

    /// <summary>No room on the disk. SQLite has rolled back or can; nothing is damaged.</summary>
    public bool IsFull => Primary == raw.SQLITE_FULL;

    /// <summary>Another connection holds the write lock, which only a tool from outside could take.</summary>
    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>
    /// The file can no longer be trusted to hold what was written: after a failed write or sync the kernel may have dropped the pages, and
    /// a second try would report a success that never happened.
    /// </summary>
    public bool EndsTheProcess => Primary is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN
        or raw.SQLITE_READONLY or raw.SQLITE_PROTOCOL or raw.SQLITE_NOMEM;
}
