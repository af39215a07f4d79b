using System.Text.Json;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Turns;

/// <summary>Brings a workflow back into memory by repeating its turns.</summary>
internal sealed class Hydration(
    SqliteReaders readers, WorkflowCatalog catalog, JsonSerializerOptions json, ILoggerFactory loggers, EngineMetrics metrics)
{
    /// <summary>Loads the code of the instance. The fault, if it could not be brought to where its history says it is.</summary>
    public RunFault? Load(Instance instance, Action<WorkflowRun> faultedOutsideTurn)
    {
        var (run, fault) = Replay(instance, faultedOutsideTurn);
        if (run is not null && fault is null)
        {
            instance.Load(run, instance.IsNew ? [] : readers.Read(instance.Id, static (database, id) => SeenRows.Read(database, id)));
        }

        return fault;
    }

    /// <summary>Replays what is on disk beside the instance in memory; the fault if they differ.</summary>
    public RunFault? Verify(Instance instance)
    {
        var (run, fault) = Replay(instance, static _ => { });
        if (fault is not null || instance.Run is not { } hot)
        {
            return fault;
        }

        var open = Describe(run!);
        var expected = Describe(hot);
        return string.Equals(open, expected, StringComparison.Ordinal) ? null : RunFault.Differs(instance.Kind, expected, open);
    }

    private static string Describe(WorkflowRun run) =>
        $"{(run.IsEnded ? "ended" : "open")} {string.Join(',', run.Open.Keys.Order())}";

    private (WorkflowRun? Run, RunFault? Fault) Replay(Instance instance, Action<WorkflowRun> faultedOutsideTurn)
    {
        if (!catalog.TryGetWorkflow(instance.Kind, out var definition))
        {
            return (null, new RunFault(RunFault.UnknownKind, catalog.HasNoWorkflow(instance.Kind)));
        }

        var logger = loggers.CreateLogger("ChangeManagement.Workflows." + instance.Kind);
        var run = new WorkflowRun(new RunIdentity(instance.Name, definition, catalog, json, logger), faultedOutsideTurn);
        if (instance.Turn == 0)
        {
            return (run, null);
        }

        metrics.Replays.Add(1);
        var turns = readers.Read(instance, static (database, instance) =>
            HistoryRows.Read(database, instance.Id, instance.Generation, after: 0, limit: int.MaxValue));
        try
        {
            foreach (var (_, events) in turns)
            {
                run.Replay(instance.Input, HistoryReader.Read(events));
                if (run.Fault is { } fault)
                {
                    return (run, fault);
                }
            }
        }
        catch (InvalidDataException unreadable)
        {
            return (run, RunFault.CannotRead(unreadable));
        }

        return turns.Count == instance.Turn
            ? (run, null)
            : (run, RunFault.CannotRead(new InvalidDataException($"It has run {instance.Turn} turns, and its history holds {turns.Count}.")));
    }
}
