namespace ChangeManagement.Engine.Storage;

/// <summary>
/// Moves the log into the file from time to time, by the number of requests and by the growth of the log. The writer does it itself, because
/// SQLite's own checkpoint ignores a failed sync.
/// </summary>
internal sealed class Checkpoints(Database database, string path)
{
    private const int RequestsBetween = 1000;
    private const long LogBytesBetween = 8 << 20;
    private const int CommitsBetweenLooks = 16;

    private readonly FileInfo log = new(path + "-wal");
    private long logAtLast;
    private int requests;
    private int commits;

    /// <summary>So many requests were committed.</summary>
    public void Count(int committed) => requests += committed;

    public void RunWhenDue()
    {
        if (requests < RequestsBetween && !HasLogGrown())
        {
            return;
        }

        database.Checkpoint(truncate: false);
        requests = 0;
        logAtLast = LogLength();
    }

    private bool HasLogGrown()
    {
        if (++commits < CommitsBetweenLooks)
        {
            return false;
        }

        commits = 0;
        return LogLength() > logAtLast + LogBytesBetween;
    }

    private long LogLength()
    {
        log.Refresh();
        return log.Exists ? log.Length : 0;
    }
}
