using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Turns;

/// <summary>
/// Keeps what arrived for an instance that does not run now. With <see cref="Change"/>, also sets the instance aside.
/// Timers need no keeping: their rows stay.
/// </summary>
internal sealed class ParkCommit(Instance instance, List<Arrival> arrivals, long at) : InstanceCommit(instance, arrivals)
{
    private long parked;

    /// <summary>The quarantine; null when the instance is parked already.</summary>
    public InstanceChange? Change { get; init; }

    /// <summary>The facts of <see cref="InstanceCommit.Arrivals"/> encoded, in their order; null where there is nothing to keep.</summary>
    public required List<byte[]?> Encoded { get; init; }

    /// <summary>Rows added to the inbox.</summary>
    public long Parked => parked;

    public override bool Apply(WriteScope scope)
    {
        var database = scope.Database;
        parked = 0;
        if (Change is not null && Instance.IsNew)
        {
            InstanceRows.Insert(database, Instance, Change);
        }
        else if (Change is not null)
        {
            InstanceRows.UpdateState(database, Instance.Id, Change);
        }

        for (var i = 0; i < Arrivals.Count; i++)
        {
            if (Arrivals[i].Sequence == 0)
            {
                Keep(database, Arrivals[i], Encoded[i]);
            }
        }

        return true;
    }

    private void Keep(Database database, Arrival arrival, byte[]? encoded)
    {
        switch (arrival)
        {
            case StartArrival when Instance.IsNew && parked == 0:
                Insert(database, InboxRows.Start, default);
                break;
            case EventArrival { Raised.EventId: { } eventId } when !SeenRows.Insert(database, Instance.Id, eventId):
                break;
            case EventArrival:
                Insert(database, InboxRows.Fact, encoded);
                break;
            case TaskArrival { Activity: { } activity }:
                TaskRows.Delete(database, activity);
                Insert(database, InboxRows.Fact, encoded);
                break;
            default:
                break;
        }
    }

    private void Insert(Database database, string kind, ReadOnlySpan<byte> payload)
    {
        InboxRows.Insert(database, kind, payload, at, Instance.Id);
        parked++;
    }
}
