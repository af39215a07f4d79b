using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Arrivals;

/// <summary>
/// What came for an instance and could not be taken in the commit that brought it: the instance was parked, or another instance sent it.
/// </summary>
internal static class InboxRows
{
    public const string Start = "start";
    public const string Terminate = "terminate";
    public const string Fact = "fact";

    private const string ForInstance =
        "INSERT INTO inbox(id, generation, kind, payload, at) SELECT id, generation, ?, ?, ? FROM instances WHERE completed IS NULL AND ";

    /// <summary>For an instance known by its id; one that has ended gets nothing.</summary>
    public static void Insert(Database database, string kind, ReadOnlySpan<byte> payload, long at, long id) =>
        database.Prepare(ForInstance + "id=?").With(kind).WithText(payload).With(at).With(id).Run();

    /// <summary>For an instance known by name; one that is unknown or has ended gets nothing.</summary>
    public static void Insert(Database database, string kind, ReadOnlySpan<byte> payload, long at, string name) =>
        database.Prepare(ForInstance + "instance=?").With(kind).WithText(payload).With(at).With(name).Run();

    /// <summary>For all children that have not ended.</summary>
    public static void InsertForChildren(Database database, string kind, long at, long parent) =>
        database.Prepare(ForInstance + "parent=?").With(kind).WithText(default).With(at).With(parent).Run();

    public static List<Arrival> Read(Database database, long id, int generation, long after) =>
        database.Prepare("SELECT seq, kind, payload FROM inbox WHERE id=? AND generation=? AND seq>? ORDER BY seq")
            .With(id).With(generation).With(after).All(Parse);

    public static bool HasTerminate(Database database, long id) =>
        database.Prepare("SELECT seq FROM inbox WHERE id=? AND kind='terminate'").With(id).One(row => row.Long(0)) > 0;

    public static void DeleteTaken(Database database, long id, long upTo) =>
        database.Prepare("DELETE FROM inbox WHERE id=? AND seq<=?").With(id).With(upTo).Run();

    /// <summary>All that was taken, and orders; facts that came later stay.</summary>
    public static void DeleteButFacts(Database database, long id, long upTo) =>
        database.Prepare("DELETE FROM inbox WHERE id=? AND (seq<=? OR kind<>'fact')").With(id).With(upTo).Run();

    /// <summary>Hands what a failed instance had not taken to its next generation, behind what stands there already.</summary>
    public static void HandOn(Database database, long id, int generation)
    {
        database.Prepare("""
            INSERT INTO inbox(id, generation, kind, payload, at)
            SELECT id, generation+1, kind, payload, at FROM inbox WHERE id=? AND generation=? ORDER BY seq
            """).With(id).With(generation).Run();
        database.Prepare("DELETE FROM inbox WHERE id=? AND generation=?").With(id).With(generation).Run();
    }

    public static void DeleteAll(Database database, long id) => database.Prepare("DELETE FROM inbox WHERE id=?").With(id).Run();

    /// <summary>Instances that have something to take, or an order to end.</summary>
    public static List<long> Waiting(Database database) =>
        database.Prepare("""
            SELECT DISTINCT inbox.id FROM inbox JOIN instances ON instances.id=inbox.id
            WHERE instances.status IN ('pending','running') OR inbox.kind='terminate'
            """).All(row => row.Long(0));

    private static Arrival Parse(Statement row)
    {
        var sequence = row.Long(0);
        switch (row.Text(1))
        {
            case Start:
                return new StartArrival(caller: null, Workflows.StartOutcome.Started) { Sequence = sequence };
            case Terminate:
                return new ControlArrival(Control.Terminate, "The parent was terminated.", caller: null) { Sequence = sequence };
            case Fact:
                return HistoryReader.Read(row.Bytes(2)) switch
                {
                    [HistoryEvent.EventRaised raised] => new EventArrival(raised, caller: null) { Sequence = sequence },
                    [var fact] => new TaskArrival(fact) { Sequence = sequence },
                    _ => throw new InvalidDataException("What arrived for it is not one fact."),
                };
            case var kind:
                throw new InvalidDataException($"What arrived for it is of kind '{kind}', which this release does not know.");
        }
    }
}
