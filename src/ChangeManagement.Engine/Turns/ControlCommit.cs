using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;

namespace ChangeManagement.Engine.Turns;

/// <summary>An admin's order. Ending an instance takes its tasks, timers and inbox away, tells its parent and orders its children to end.</summary>
internal sealed class ControlCommit(Instance instance, ControlArrival order, InstanceChange change, byte[]? parentNotice)
    : InstanceCommit(instance, [order])
{
    public InstanceChange Change { get; } = change;

    public override bool Apply(WriteScope scope)
    {
        var database = scope.Database;
        var id = Instance.Id;
        InstanceRows.UpdateState(database, id, Change);
        if (Change.Completed is null)
        {
            return true;
        }

        TaskRows.DeleteAll(database, id);
        TimerRows.DeleteAll(database, id);
        InboxRows.DeleteAll(database, id);
        InboxRows.InsertForChildren(database, InboxRows.Terminate, Change.At, id);
        if (parentNotice is not null)
        {
            InboxRows.Insert(database, InboxRows.Fact, parentNotice, Change.At, Instance.Parent!.Id);
        }

        return true;
    }
}
