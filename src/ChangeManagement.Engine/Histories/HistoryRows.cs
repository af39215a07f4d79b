using ChangeManagement.Engine.Storage;

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

    /// <summary>One turn.</summary>
    public static List<HistoryEvent> ReadTurn(Database database, long id, int generation, int turn) =>
        HistoryReader.Read(database.Prepare("SELECT events FROM history WHERE id=? AND generation=? AND turn=?")
            .With(id).With(generation).With(turn).One(row => row.Bytes(0))
            ?? throw new InvalidDataException($"Turn {turn} of instance {id} is missing from its history."));
}
