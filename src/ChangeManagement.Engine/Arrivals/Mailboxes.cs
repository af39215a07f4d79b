using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Arrivals;

/// <summary>Takes what waits for instances, and gives it back.</summary>
internal sealed class Mailboxes(SqliteReaders readers, int mostPerTurn)
{
    /// <summary>What one turn takes, the inbox first: its rows are older. Orders in the mailbox wait for a step of their own.</summary>
    public List<Arrival> TakeWithInbox(Instance instance)
    {
        if (!instance.HasInbox)
        {
            return Take(instance, mostPerTurn);
        }

        var rows = readers.Read(instance, static (database, instance) =>
            InboxRows.Read(database, instance.Id, instance.Generation, instance.LastSequence));
        var arrivals = rows.Take(mostPerTurn).ToList();
        instance.HasInbox = rows.Count > mostPerTurn;
        instance.LastSequence = arrivals.Count > 0 ? arrivals[^1].Sequence : instance.LastSequence;
        instance.Parked = rows.Count - arrivals.Count;
        if (!instance.HasInbox)
        {
            arrivals.AddRange(Take(instance, mostPerTurn - arrivals.Count));
        }

        return arrivals;
    }

    /// <summary>Takes from the mailbox up to a number, or the next order.</summary>
    public static List<Arrival> Take(Instance instance, int most)
    {
        var arrivals = new List<Arrival>();
        while (arrivals.Count < most && instance.Mailbox.TryPeek(out var next) && next is not ControlArrival)
        {
            arrivals.Add(instance.Mailbox.Dequeue());
        }

        return arrivals;
    }

    /// <summary>Whether the inbox holds an order to end, which a parked instance obeys too.</summary>
    public bool IsOrderedToEnd(Instance instance) =>
        readers.Read(instance.Id, static (database, id) => InboxRows.HasTerminate(database, id));

    /// <summary>Puts arrivals in front of what waits.</summary>
    public static void PutBack(Instance instance, IEnumerable<Arrival> arrivals)
    {
        var all = arrivals.Concat(instance.Mailbox).ToList();
        instance.Mailbox.Clear();
        all.ForEach(instance.Mailbox.Enqueue);
    }

    public static void TellTooLate(Instance instance)
    {
        while (instance.Mailbox.TryDequeue(out var late))
        {
            late.TooLate();
        }
    }

    public static void RefuseAll(Instance instance, Exception reason)
    {
        while (instance.Mailbox.TryDequeue(out var arrival))
        {
            arrival.Refuse(reason);
        }
    }
}
