namespace ChangeManagement.Engine.Tests.Disks;

/// <summary>
/// Fails once, at the n-th access of a kind, and works again afterwards, as a disk does that was full or shaken. The power never goes out
/// here, so syncs that do not fail are left out.
/// </summary>
internal sealed class FailingDisk(string path, int failAt, Func<DiskAccess, bool> counts, DiskAnswer failure) : TestDisk(path)
{
    private int accesses;

    /// <summary>Whether there was an access left to fail.</summary>
    public bool HasFailed => Volatile.Read(ref accesses) > failAt;

    /// <summary>One that never fails.</summary>
    public static FailingDisk Whole(string path) => new(path, int.MaxValue, _ => false, DiskAnswer.Done);

    public override DiskAnswer Ask(DiskAccess access) =>
        counts(access) && Interlocked.Increment(ref accesses) == failAt + 1 ? failure
        : access is DiskAccess.Sync ? DiskAnswer.LeftOut
        : DiskAnswer.Done;
}
