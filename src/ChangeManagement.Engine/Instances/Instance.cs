using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Instances;

/// <summary>
/// An instance in memory, because something of it is under way or because it is hot. Only the engine's thread touches it.
/// </summary>
internal sealed class Instance(long id, string name, string kind)
{
    public long Id { get; } = id;

    public string Name { get; } = name;

    public string Kind { get; } = kind;

    /// <summary>Counts restarts and rewinds; rows of an earlier one are ignored.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The parent and the task that it waits for; null for one that was started from outside.</summary>
    public Parent? Parent { get; init; }

    /// <summary>JSON.</summary>
    public required byte[] Input { get; init; }

    public WorkflowState State { get; set; } = WorkflowState.Pending;

    /// <summary>Turns committed. 0 and new: the instance itself is not on disk yet.</summary>
    public int Turn { get; set; }

    /// <summary>Whether the row of the instance is yet to be written.</summary>
    public bool IsNew { get; set; }

    /// <summary>A commit is under way; what arrives waits in the mailbox.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether the instance stands in the queue of those to be stepped.</summary>
    public bool IsReady { get; set; }

    /// <summary>There may be inbox rows after <see cref="LastSequence"/>.</summary>
    public bool HasInbox { get; set; }

    /// <summary>The last inbox row taken.</summary>
    public long LastSequence { get; set; }

    /// <summary>Inbox rows kept while it is parked.</summary>
    public long Parked { get; set; }

    /// <summary>What arrived and was not taken into a turn.</summary>
    public Queue<Arrival> Mailbox { get; } = new();

    /// <summary>The code in memory; null when evicted.</summary>
    public WorkflowRun? Run { get; private set; }

    /// <summary>Ids of events taken, as long as the code is in memory.</summary>
    public HashSet<string> Seen { get; private set; } = [];

    /// <summary>Its place among the evictable; null while something is under way.</summary>
    public LinkedListNode<Instance>? Place { get; set; }

    /// <summary>What it counts for while evictable.</summary>
    public long PlaceBytes { get; set; }

    public bool IsEnded => StoredState.IsEnded(State);

    public bool IsParked => StoredState.IsParked(State);

    public void Load(WorkflowRun run, HashSet<string> seen) => (Run, Seen) = (run, seen);

    /// <summary>Forgets the code: memory may be ahead of the disk, or is needed elsewhere.</summary>
    public void Evict() => (Run, Seen) = (null, []);
}

/// <summary>Who waits for a child.</summary>
internal sealed record Parent(long Id, int Task);
