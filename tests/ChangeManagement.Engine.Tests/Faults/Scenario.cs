using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>Something that is done to the engine and comes to the same end whatever fails meanwhile.</summary>
internal abstract class Scenario
{
    /// <summary>All of them; a new one for every life.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Scenario>> All = new Dictionary<string, Func<Scenario>>(StringComparer.Ordinal)
    {
        ["a life"] = () => new Lifecycle(),
        ["terminate"] = () => new Terminated(),
        ["rewind"] = () => new Rewound(),
        ["restart"] = () => new Restarted(),
        ["purge"] = () => new Purged(),
        ["purge by filter"] = () => new PurgedByFilter(),
    };

    public abstract WorkflowCatalog Catalog();

    /// <summary>What comes before, while nothing fails.</summary>
    public virtual Task Prepare(EmbeddedHost host) => Task.CompletedTask;

    /// <summary>What is done while something may fail, and the check that nothing acknowledged was lost and nothing was done twice.</summary>
    public abstract Task Live(EmbeddedHost host);

    /// <summary>What came in and was decided in the present generation of an instance, but for times.</summary>
    protected static IEnumerable<string> History(EmbeddedHost host, string instance) => host.Store.Readers
        .Read(instance, static (database, name) =>
        {
            var row = InstanceRows.Read(database, name)!;
            return HistoryRows.Read(database, row.Id, row.Generation, 0, int.MaxValue);
        })
        .SelectMany(turn => HistoryReader.Read(turn.Events))
        .Where(line => line is not HistoryEvent.TurnBegan)
        .Select(line => $"{instance}: {Show(line)}");

    private static string Show(HistoryEvent line) => line switch
    {
        HistoryEvent.TaskCompleted done => $"done {done.Task}",
        HistoryEvent.TaskFailed failed => $"failed {failed.Task} {failed.Error.Message}",
        HistoryEvent.TimerFired fired => $"fired {fired.Task}",
        HistoryEvent.EventRaised raised => $"event {raised.Name}",
        HistoryEvent.ActivityScheduled call => $"call {call.Task} {call.Name}",
        HistoryEvent.ChildScheduled child => $"child {child.Task}",
        HistoryEvent.TimerScheduled timer => $"timer {timer.Task}",
        HistoryEvent.TimerCancelled cancelled => $"cancel {cancelled.Task}",
        _ => line.ToString(),
    };
}
