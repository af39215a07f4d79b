using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>Brings instances back, all or none. The histories of earlier generations stay until they are purged.</summary>
internal sealed class RevivalCommit(
    List<Revival> revivals, HistoryWriter writer, long at, Action<OperationOutcome> done, Action<Exception> failed) : WriteRequest
{
    // Encoded here, on the engine's thread: the writer of histories is not to be shared.
    private readonly List<(List<byte[]> Turns, List<byte[]> Again)> encoded = revivals.ConvertAll(revival =>
        (revival.Turns.ConvertAll(turn => writer.Write(turn)), revival.Again.ConvertAll(fact => writer.Write([fact]))));

    private OperationOutcome outcome;

    public override bool Apply(WriteScope scope)
    {
        outcome = OperationOutcome.Done;
        for (var i = 0; i < revivals.Count && outcome == OperationOutcome.Done; i++)
        {
            outcome = Apply(scope.Database, revivals[i], encoded[i].Turns, encoded[i].Again);
        }

        return outcome == OperationOutcome.Done;
    }

    public override void Committed() => done(outcome);

    public override void Failed(Exception reason) => failed(reason);

    private OperationOutcome Apply(Database database, Revival revival, List<byte[]> turns, List<byte[]> again)
    {
        var instance = revival.Instance;
        if (revival.IsRestart && !TryClear(database, instance.Id))
        {
            return OperationOutcome.ChildRuns;
        }

        if (!TryRevive(database, revival))
        {
            return OperationOutcome.NotInState;
        }

        for (var i = 0; i < turns.Count; i++)
        {
            HistoryRows.Insert(database, instance.Id, instance.Generation + 1, i + 1, turns[i]);
        }

        if (turns.Count == 0)
        {
            InboxRows.Insert(database, InboxRows.Start, default, at, instance.Id);
        }

        again.ForEach(fact => InboxRows.Insert(database, InboxRows.Fact, fact, at, instance.Id));
        InboxRows.HandOn(database, instance.Id, instance.Generation);
        revival.Tasks.ForEach(task => TaskRows.Insert(database, task));
        revival.Timers.ForEach(timer => TimerRows.Insert(database, instance.Id, instance.Generation + 1, timer.Task, timer.At));
        return OperationOutcome.Done;
    }

    private bool TryRevive(Database database, Revival revival)
    {
        if (!revival.Instance.IsNew)
        {
            return InstanceRows.Revive(database, revival.Instance, revival.Turns.Count, at, revival.IsRestart);
        }

        if (InstanceRows.Read(database, revival.Instance.Name) is not null)
        {
            return false;
        }

        InstanceRows.Insert(database, revival.Instance, new InstanceChange(WorkflowState.Pending, at));
        return true;
    }

    /// <summary>Takes the children of the life before away, for the next one uses their ids again. False if one of them has not ended.</summary>
    private static bool TryClear(Database database, long id)
    {
        var family = Family.Of(database, id);
        if (family.Members.Exists(member => member.Id != id && !member.IsEnded))
        {
            return false;
        }

        family.Members.FindAll(member => member.Id != id).ForEach(member => PurgeCommit.Delete(database, member.Id));
        InboxRows.DeleteAll(database, id);
        SeenRows.DeleteAll(database, id);
        return true;
    }
}
