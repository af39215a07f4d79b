using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;

namespace ChangeManagement.Engine.Turns;

/// <summary>What a commit sets off once it is on disk: activities, timers, and other instances that it wrote to.</summary>
internal sealed class TurnEffects(
    Residents residents, TimerQueue timers, ActivityQueue activities, Attempts attempts, SqliteReaders readers, TimeProvider clock,
    EngineOptions options)
{
    public void Begin(TurnCommit turn, Action<Instance> ready)
    {
        turn.EndedTimers.ForEach(timers.Remove);
        turn.NewTimers.ForEach(timers.Add);
        turn.NewTasks.ForEach(activities.Add);
        foreach (var child in turn.Children)
        {
            child.IsBusy = false;
            Wake(child, ready);
        }

        turn.Sent.ForEach(sent => Wake(residents.Find(sent.InstanceId), ready));
        if (turn.RefusedChildren.Count > 0)
        {
            Wake(turn.Instance, ready);
        }

        if (turn.ParentNotice is not null)
        {
            Wake(residents.Find(turn.Instance.Parent!.Id), ready);
        }
    }

    public void Obeyed(ControlCommit control, Action<Instance> ready)
    {
        var instance = control.Instance;
        if (!instance.IsEnded)
        {
            // Timers that were due while it was suspended are read again.
            instance.HasInbox = true;
            readers.Read(instance.Id, static (database, id) => TimerRows.OfInstance(database, id)).ForEach(timers.Add);
            return;
        }

        activities.Abandon(instance.Id);
        attempts.Abandon(instance.Id);
        var children = readers.Read(instance.Id, static (database, id) => InstanceRows.OpenChildren(database, id));
        children.ForEach(child => Wake(residents.Find(child), ready));
        if (instance.Parent is { } parent)
        {
            Wake(residents.Find(parent.Id), ready);
        }
    }

    public void TryAgainLater(Instance instance) => timers.Add(new DueEntry(
        (clock.GetUtcNow() + options.StoreRetryDelay).UtcTicks, int.MaxValue, instance.Id, DueKind.Step));

    /// <summary>There is something in the inbox of the instance.</summary>
    public static void Wake(Instance? instance, Action<Instance> ready)
    {
        if (instance is { IsEnded: false })
        {
            instance.HasInbox = true;
            ready(instance);
        }
    }
}
