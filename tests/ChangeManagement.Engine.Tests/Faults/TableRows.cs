using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>The rows of instances in whatever tables there are.</summary>
internal static class TableRows
{
    /// <summary>The tables that still have rows, other than of these instances; a table that is added tomorrow counts too.</summary>
    public static IReadOnlyList<string> WithOthersThan(this SqliteStore store, params string[] instances) => store.Readers.Read(
        instances, static (database, instances) =>
        {
            var kept = string.Join(',', instances.Select(name =>
                database.Prepare("SELECT id FROM instances WHERE instance=?").With(name).One(row => row.Long(0))));
            var tables = database.Prepare("""
                SELECT tables.name FROM sqlite_master AS tables
                WHERE type='table' AND EXISTS(SELECT 1 FROM pragma_table_info(tables.name) AS columns WHERE columns.name='id')
                """).All(row => row.Text(0));
            Assert.Superset(new HashSet<string>(["history", "inbox", "instances", "seen", "tasks", "timers"]), tables.ToHashSet(StringComparer.Ordinal));
            return tables.FindAll(table => database.Prepare($"SELECT count(*) FROM {table} WHERE id NOT IN ({kept})").One(row => row.Int(0)) > 0);
        });
}

/// <summary>Gives every instance a row in every table, as a release might leave it that forgot one.</summary>
internal sealed class StrayRows : WriteRequest
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Write(SqliteStore store)
    {
        var stray = new StrayRows();
        store.Writer.Submit(stray);
        return stray.done.Task;
    }

    public override bool Apply(WriteScope scope)
    {
        scope.Database.Execute("INSERT INTO timers(id, generation, task, fire_at) SELECT id, generation, 99, 1 << 62 FROM instances");
        scope.Database.Execute("INSERT INTO tasks(id, generation, task, turn, name) SELECT id, 0, 99, 1, 'step' FROM instances");
        scope.Database.Execute("INSERT INTO inbox(id, generation, kind, payload, at) SELECT id, 0, 'fact', '', 1 FROM instances");
        scope.Database.Execute("INSERT INTO seen(id, event_id) SELECT id, 'event-99' FROM instances");
        return true;
    }

    public override void Committed() => done.SetResult();

    public override void Failed(Exception reason) => done.SetException(reason);
}
