using ChangeManagement.Engine.Tests.Disks;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>
/// Keeps what SQLite does to its files, and what callers were told, in one order. Nothing is synced for real: what a loss of power leaves is
/// worked out from the record.
/// </summary>
internal sealed class RecordingDisk(string path) : TestDisk(path)
{
    private readonly string main = Path.GetFullPath(path);
    private readonly Lock gate = new();
    private readonly List<DiskAccess> accesses = [];

    /// <summary>Accesses so far: a moment at which the power may go.</summary>
    public int Moment
    {
        get
        {
            lock (gate)
            {
                return accesses.Count;
            }
        }
    }

    /// <summary>The moments at which the log was being moved into the file.</summary>
    public IReadOnlyList<int> CheckpointsAfter(int moment)
    {
        lock (gate)
        {
            return [.. Enumerable.Range(moment, accesses.Count - moment).Where(at => accesses[at].Path == main)];
        }
    }

    public override DiskAnswer Ask(DiskAccess access)
    {
        lock (gate)
        {
            accesses.Add(access);
        }

        return access is DiskAccess.Sync ? DiskAnswer.LeftOut : DiskAnswer.Done;
    }

    /// <summary>Writes into a folder what the power may leave of the files when it goes at a moment.</summary>
    public void LeaveIn(string folder, int moment, Random chance)
    {
        List<DiskAccess> before;
        lock (gate)
        {
            before = accesses[..moment];
        }

        var lastOfFolder = before.FindLastIndex(access => access is DiskAccess.Sync { IsFolderSynced: true });
        for (var i = 0; i < lastOfFolder; i++)
        {
            before[i] = before[i] is DiskAccess.Delete removal ? removal with { IsSynced = true } : before[i];
        }

        foreach (var file in before.GroupBy(access => access.Path))
        {
            if (FileImage.After([.. file], chance) is { } left)
            {
                File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file.Key)), left);
            }
        }
    }
}
