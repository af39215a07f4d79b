using System.Text;
using System.Text.Json;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChangeManagement.Engine;

/// <summary>
/// Repeats recorded histories with the code of this release, without a store: tells before a deployment whether it would break workflows
/// that are under way.
/// </summary>
public static class WorkflowReplayer
{
    /// <summary>
    /// What is wrong, and what to do; null if the code makes every decision of the history, turn by turn, and stands where the history ends.
    /// </summary>
    /// <param name="catalog">The code.</param>
    /// <param name="json">As the engine that wrote the history had it.</param>
    /// <param name="recorded">The history.</param>
    public static string? Replay(WorkflowCatalog catalog, JsonSerializerOptions json, RecordedWorkflow recorded)
    {
        if (!catalog.TryGetWorkflow(recorded.Kind, out var definition))
        {
            return $"{catalog.HasNoWorkflow(recorded.Kind)} Keep it until the last instance of it has ended.";
        }

        var identity = new RunIdentity(recorded.InstanceId, definition, catalog, json, NullLogger.Instance);
        var run = new WorkflowRun(identity, static _ => { });
        var input = Encoding.UTF8.GetBytes(recorded.Input);
        foreach (var turn in recorded.Turns)
        {
            run.Replay(input, HistoryReader.Read(Encoding.UTF8.GetBytes(turn.Events)));
            if (run.Fault is { } fault)
            {
                return $"Turn {turn.Turn}: {fault.Message}";
            }
        }

        return run.IsEnded == recorded.IsEnded
            ? null
            : $"{recorded.Kind} {(recorded.IsEnded ? "goes on where" : "ends before")} its history ends. Keep the old code under its version "
              + "and put the change into a new one.";
    }
}

/// <summary>One instance with its whole history.</summary>
/// <param name="InstanceId">Its id; the same id gives the same guids.</param>
/// <param name="Kind">The stored name of its workflow.</param>
/// <param name="IsEnded">Whether it has ended by itself.</param>
/// <param name="Input">Its input, JSON.</param>
/// <param name="Turns">Every turn from the first.</param>
public sealed record RecordedWorkflow(string InstanceId, string Kind, bool IsEnded, string Input, IReadOnlyList<HistoryTurn> Turns);
