namespace ChangeManagement.Engine.Tests.Disks;

/// <summary>
/// The disk below one database file and its log, as a test wants it. Every write, sync, truncation and removal by SQLite comes by here, on
/// the thread that asks. Create it before the file is opened and dispose it after the file is closed.
/// </summary>
internal abstract class TestDisk : IDisposable
{
    private readonly string path;

    protected TestDisk(string path)
    {
        this.path = Path.GetFullPath(path);
        SqliteFiles.Watch(this.path, this);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Decides what becomes of an access. Must not throw: SQLite is the caller.</summary>
    public abstract DiskAnswer Ask(DiskAccess access);

    protected virtual void Dispose(bool disposing) => SqliteFiles.Forget(path);
}
