using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>Removes families of which every member has ended; passes over the others.</summary>
internal sealed class PurgeCommit(IReadOnlyList<long> roots, Action<List<long>> done, Action<Exception> failed) : WriteRequest
{
    private List<long> purged = [];

    public override bool Apply(WriteScope scope)
    {
        purged = [];
        foreach (var root in roots)
        {
            // Asked again here: one of them may have been restarted since they were chosen.
            if (Family.Of(scope.Database, root) is { IsEnded: true } family)
            {
                family.Members.ForEach(member => Delete(scope.Database, member.Id));
                purged.AddRange(family.Members.Select(member => member.Id));
            }
        }

        return true;
    }

    public override void Committed() => done(purged);

    public override void Failed(Exception reason) => failed(reason);

    /// <summary>Every row of an instance, of all its generations.</summary>
    public static void Delete(Database database, long id)
    {
        TaskRows.DeleteAll(database, id);
        TimerRows.DeleteAll(database, id);
        InboxRows.DeleteAll(database, id);
        SeenRows.DeleteAll(database, id);
        HistoryRows.DeleteAll(database, id);
        InstanceRows.Delete(database, id);
    }
}
