using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Turns;

/// <summary>All that a turn writes. What it consumed goes away in the same commit.</summary>
internal sealed class TurnCommit(Instance instance, List<Arrival> arrivals) : InstanceCommit(instance, arrivals)
{
    public required InstanceChange Change { get; init; }

    public required byte[] Events { get; init; }

    public List<ActivityTask> NewTasks { get; } = [];

    public List<ActivityTask> EndedTasks { get; } = [];

    public List<DueEntry> NewTimers { get; } = [];

    /// <summary>Cancelled or fired.</summary>
    public List<DueEntry> EndedTimers { get; } = [];

    public List<string> SeenEvents { get; } = [];

    public List<HistoryEvent.EventSent> Sent { get; } = [];

    /// <summary>Children that could not be created, with the reason.</summary>
    public List<HistoryEvent.TaskFailed> RefusedChildren { get; } = [];

    /// <summary>What the parent is told; null when there is none or the instance goes on.</summary>
    public byte[]? ParentNotice { get; init; }

    /// <summary>Encoded facts of <see cref="RefusedChildren"/> and events of <see cref="Sent"/>, made on the engine's thread.</summary>
    public List<byte[]> Encoded { get; } = [];

    public override bool Apply(WriteScope scope)
    {
        var database = scope.Database;
        var id = Instance.Id;
        if (Instance.IsNew)
        {
            InstanceRows.Insert(database, Instance, Change);
        }
        else if (!InstanceRows.UpdateTurn(database, Instance, Change))
        {
            throw new InvalidOperationException($"Turn {Change.Turn} of {Instance.Name} does not follow what is on disk.");
        }

        HistoryRows.Insert(database, id, Instance.Generation, Change.Turn, Events);
        WriteTasksAndTimers(database);
        foreach (var eventId in SeenEvents)
        {
            SeenRows.Insert(database, id, eventId);
        }

        DeleteInbox(database);
        WriteMessages(database);
        return true;
    }

    private void DeleteInbox(Database database)
    {
        var taken = Arrivals.Count == 0 ? 0 : Arrivals.Max(arrival => arrival.Sequence);
        if (Change.State == WorkflowState.Failed)
        {
            // What was accepted and not taken yet is there for a rewind.
            InboxRows.DeleteButFacts(database, Instance.Id, taken);
        }
        else if (Change.Completed is not null)
        {
            InboxRows.DeleteAll(database, Instance.Id);
        }
        else if (taken > 0)
        {
            InboxRows.DeleteTaken(database, Instance.Id, taken);
        }
    }

    private void WriteTasksAndTimers(Database database)
    {
        foreach (var task in EndedTasks)
        {
            TaskRows.Delete(database, task);
        }

        foreach (var task in NewTasks)
        {
            TaskRows.Insert(database, task);
        }

        foreach (var timer in EndedTimers)
        {
            TimerRows.Delete(database, Instance.Id, Instance.Generation, timer.Task);
        }

        foreach (var timer in NewTimers)
        {
            TimerRows.Insert(database, Instance.Id, Instance.Generation, timer.Task, timer.At);
        }
    }

    private void WriteMessages(Database database)
    {
        foreach (var child in Children)
        {
            InstanceRows.Insert(database, child, new InstanceChange(child.State, Change.At));
            InboxRows.Insert(database, InboxRows.Start, default, Change.At, child.Id);
        }

        for (var i = 0; i < Sent.Count; i++)
        {
            InboxRows.Insert(database, InboxRows.Fact, Encoded[i], Change.At, Sent[i].InstanceId);
        }

        for (var i = 0; i < RefusedChildren.Count; i++)
        {
            InboxRows.Insert(database, InboxRows.Fact, Encoded[Sent.Count + i], Change.At, Instance.Id);
        }

        if (ParentNotice is not null)
        {
            InboxRows.Insert(database, InboxRows.Fact, ParentNotice, Change.At, Instance.Parent!.Id);
        }
    }
}
