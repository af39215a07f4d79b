using System.IO.MemoryMappedFiles;

namespace ChangeManagement.Engine.Activities;

/// <summary>
/// Remembers, in memory that outlives the process, what was running: a turn, and activities. What a dead process left in it is charged with
/// the crash, so that only suspects are counted and no commit is spent on it. A power loss may lose it, and is nobody's crash.
/// </summary>
internal sealed class CrashJournal : IDisposable
{
    /// <summary>The task that stands for a turn.</summary>
    public const int Turn = -1;

    private const int Slots = 1024;
    private const int SlotBytes = 16;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Stack<int> free = new(Enumerable.Range(1, Slots - 1).Reverse());

    public CrashJournal(string databasePath)
    {
        file = MemoryMappedFile.CreateFromFile(databasePath + ".running", FileMode.OpenOrCreate, mapName: null, Slots * SlotBytes);
        view = file.CreateViewAccessor();
    }

    /// <summary>What ran when the process before this one ended.</summary>
    public IReadOnlyList<(long Instance, int Task)> Suspects() =>
    [
        .. Enumerable.Range(0, Slots)
            .Select(slot => (Instance: view.ReadInt64(slot * SlotBytes), Task: view.ReadInt32((slot * SlotBytes) + 8)))
            .Where(mark => mark.Instance != 0),
    ];

    /// <summary>A turn begins. There is one at a time.</summary>
    public void EnterTurn(long instance) => Write(0, instance, Turn);

    public void LeaveTurn() => Clear(0);

    /// <summary>An activity begins. When all slots are taken it runs unwatched.</summary>
    public void Enter(ActivityTask task)
    {
        if (free.TryPop(out var slot))
        {
            task.Mark = slot;
            Write(slot, task.Instance, task.Task);
        }
    }

    public void Leave(ActivityTask task)
    {
        if (task.Mark > 0)
        {
            Clear(task.Mark);
            free.Push(task.Mark);
            task.Mark = -1;
        }
    }

    /// <summary>Forgets everything: the suspects are charged, or the process ends in order.</summary>
    public void ClearAll()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            Clear(slot);
        }
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    private void Write(int slot, long instance, int task)
    {
        view.Write((slot * SlotBytes) + 8, task);
        view.Write(slot * SlotBytes, instance);
    }

    private void Clear(int slot) => view.Write(slot * SlotBytes, 0L);
}
