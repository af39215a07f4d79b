namespace ChangeManagement.Engine.Tests.Disks;

/// <summary>Something that SQLite asks of the disk and that a crash or a fault can take away. <see cref="Path"/> names the file.</summary>
internal abstract record DiskAccess(string Path)
{
    public sealed record Write(string Path, long Offset, byte[] Bytes) : DiskAccess(Path);

    public sealed record Truncate(string Path, long Length) : DiskAccess(Path);

    public sealed record Delete(string Path, bool IsSynced) : DiskAccess(Path);

    /// <summary>The first sync of a log or journal after it is opened also syncs the folder, so that the names in it are safe.</summary>
    public sealed record Sync(string Path, bool IsFolderSynced) : DiskAccess(Path);
}

/// <summary>What becomes of an access: whether it is done, and the code that SQLite hears.</summary>
internal readonly record struct DiskAnswer(bool IsDone, int Code)
{
    public static readonly DiskAnswer Done = new(IsDone: true, Code: 0);

    /// <summary>Reported as done and left out.</summary>
    public static readonly DiskAnswer LeftOut = new(IsDone: false, Code: 0);

    public static DiskAnswer Refused(int code) => new(IsDone: false, code);

    /// <summary>The ambiguous one: done, and reported as failed.</summary>
    public static DiskAnswer DoneButFailed(int code) => new(IsDone: true, code);
}
