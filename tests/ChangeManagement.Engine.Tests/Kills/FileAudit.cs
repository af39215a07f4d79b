using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>What must hold of the engine's file once every process is gone.</summary>
internal static class FileAudit
{
    private const string Unended = "SELECT instance FROM instances WHERE completed IS NULL";

    /// <summary>A sentence for each thing that is wrong.</summary>
    public static IEnumerable<string> Faults(string path)
    {
        using var store = SqliteStore.Open(path);
        return
        [
            .. Texts(store, "PRAGMA integrity_check").Where(line => line != "ok").Select(line => $"The file is damaged: {line}"),
            .. Texts(store, Unended).Select(name => $"{name} never ended."),
            .. store.Count(Leftovers.Rows) == 0 ? [] : new[] { "Rows are left of an instance that ended, was purged or lives on as another generation." },
            .. Facts(store).GroupBy(fact => fact).Where(same => same.Count() > 1).Select(same => $"{same.Key} was taken {same.Count()} times."),
        ];
    }

    private static List<string> Texts(SqliteStore store, string sql) =>
        store.Readers.Read(sql, static (database, sql) => database.Prepare(sql).All(row => row.Text(0)));

    private static IEnumerable<string> Facts(SqliteStore store) =>
        from turn in store.Readers.Read(0, static (database, _) => database.Prepare("SELECT id, generation, events FROM history")
            .All(row => (Of: $"{row.Long(0)}, generation {row.Long(1)}", Events: HistoryReader.Read(row.Bytes(2)))))
        from line in turn.Events
        let task = line switch
        {
            HistoryEvent.TaskCompleted done => done.Task,
            HistoryEvent.TaskFailed failed => failed.Task,
            HistoryEvent.TimerFired fired => fired.Task,
            _ => (int?)null,
        }
        where task is not null
        select $"The end of task {task} of {turn.Of}";
}
