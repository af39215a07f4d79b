using System.Text;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Histories;

/// <summary>One row per turn.</summary>
internal static class HistoryRows
{
    public static void Insert(Database database, long id, int generation, int turn, ReadOnlySpan<byte> events) =>
        database.Prepare("INSERT INTO history(id, generation, turn, events) VALUES(?,?,?,?)")
            .With(id).With(generation).With(turn).WithBlob(events).Run();

    /// <summary>The turns after one, in order, at most so many.</summary>
    public static List<(int Turn, byte[] Events)> Read(Database database, long id, int generation, int after, int limit) =>
        database.Prepare("SELECT turn, events FROM history WHERE id=? AND generation=? AND turn>? ORDER BY turn LIMIT ?")
            .With(id).With(generation).With(after).With(limit).All(row => (row.Int(0), row.Bytes(1)));

    public static void DeleteAll(Database database, long id) => database.Prepare("DELETE FROM history WHERE id=?").With(id).Run();

    /// <summary>A page of the present generation of an instance.</summary>
    public static IReadOnlyList<HistoryTurn> Page(Database database, string instanceId, int after, int limit) =>
        InstanceRows.Read(database, instanceId) is { } instance
            ? Read(database, instance.Id, instance.Generation, after, limit)
                .ConvertAll(row => new HistoryTurn(row.Turn, Encoding.UTF8.GetString(row.Events)))
            : [];

    /// <summary>One turn.</summary>
    public static List<HistoryEvent> ReadTurn(Database database, long id, int generation, int turn) =>
        HistoryReader.Read(database.Prepare("SELECT events FROM history WHERE id=? AND generation=? AND turn=?")
            .With(id).With(generation).With(turn).One(row => row.Bytes(0))
            ?? throw new InvalidDataException($"Turn {turn} of instance {id} is missing from its history."));
}
