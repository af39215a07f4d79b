using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Timers;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>An instance that is to live again, as its next generation; or a child that was purged and is to be made anew.</summary>
/// <param name="Instance">As it ended.</param>
internal sealed record Revival(Instance Instance)
{
    /// <summary>Its turns that stay, from the first. None: it runs from its first line.</summary>
    public List<List<HistoryEvent>> Turns { get; init; } = [];

    /// <summary>Facts that come in again, in order.</summary>
    public List<HistoryEvent> Again { get; init; } = [];

    /// <summary>Activities that run again.</summary>
    public List<ActivityTask> Tasks { get; } = [];

    /// <summary>Timers that are open again.</summary>
    public List<DueEntry> Timers { get; } = [];

    /// <summary>Whether nothing of the life before counts: neither its children nor the events that it had seen.</summary>
    public bool IsRestart { get; init; }

    public static Revival FromTheStart(Instance instance) => new(instance) { IsRestart = true };
}
