using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Timers;

/// <summary>One row per open timer, found by when it is due.</summary>
internal static class TimerRows
{
    private const string Columns = "SELECT fire_at, task, id FROM timers ";

    public static void Insert(Database database, long id, int generation, int task, long fireAt) =>
        database.Prepare("INSERT INTO timers(id, generation, task, fire_at) VALUES(?,?,?,?)")
            .With(id).With(generation).With(task).With(fireAt).Run();

    public static void Delete(Database database, long id, int generation, int task) =>
        database.Prepare("DELETE FROM timers WHERE id=? AND generation=? AND task=?").With(id).With(generation).With(task).Run();

    public static void DeleteAll(Database database, long id) => database.Prepare("DELETE FROM timers WHERE id=?").With(id).Run();

    /// <summary>The next ones after an entry, in order of time, then task.</summary>
    public static List<DueEntry> Next(Database database, DueEntry after, int limit) =>
        database.Prepare(Columns + "WHERE (fire_at, task, id) > (?,?,?) ORDER BY fire_at, task, id LIMIT ?")
            .With(after.At).With(after.Task).With(after.Instance).With(limit).All(Parse);

    public static List<DueEntry> OfInstance(Database database, long id) => database.Prepare(Columns + "WHERE id=?").With(id).All(Parse);

    private static DueEntry Parse(Statement row) => new(row.Long(0), row.Int(1), row.Long(2), DueKind.Timer);
}
