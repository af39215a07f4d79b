using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Activities;

/// <summary>One row per call of an activity that has not ended.</summary>
internal static class TaskRows
{
    public static void Insert(Database database, ActivityTask task) =>
        database.Prepare("INSERT INTO tasks(id, generation, task, turn, name) VALUES(?,?,?,?,?)")
            .With(task.Instance).With(task.Generation).With(task.Task).With(task.Turn).With(task.Name).Run();

    public static void Delete(Database database, ActivityTask task) =>
        database.Prepare("DELETE FROM tasks WHERE id=? AND generation=? AND task=?")
            .With(task.Instance).With(task.Generation).With(task.Task).Run();

    public static void DeleteAll(Database database, long id) => database.Prepare("DELETE FROM tasks WHERE id=?").With(id).Run();

    /// <summary>False if the task is no more.</summary>
    public static bool UpdateAttempts(Database database, ActivityTask task) =>
        database.Prepare("UPDATE tasks SET attempts=?, next_at=? WHERE id=? AND generation=? AND task=?")
            .With(task.Attempts).With(task.NextAt).With(task.Instance).With(task.Generation).With(task.Task).Run() == 1;

    public static void CountCrash(Database database, long id, int task) =>
        database.Prepare("UPDATE tasks SET crashes=crashes+1 WHERE id=? AND task=?").With(id).With(task).Run();

    public static List<ActivityTask> All(Database database) =>
        database.Prepare("SELECT id, generation, task, turn, name, attempts, crashes, next_at FROM tasks ORDER BY id, task")
            .All(row => new ActivityTask(row.Long(0), row.Int(1), row.Int(2), row.Int(3), row.Text(4))
            {
                Attempts = row.Int(5),
                Crashes = row.Int(6),
                NextAt = row.IsNull(7) ? null : row.Long(7),
            });
}
