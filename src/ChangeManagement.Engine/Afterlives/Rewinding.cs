using System.Text.Json;
using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>
/// Plans how a failed instance is taken back to before its failure. The turn in which it failed runs anew, with all that came in except
/// failures. Of the turns before, those failures are taken out on which nothing was decided since, which a replay tells: to take out one that
/// the code caught and acted on would contradict its history.
/// </summary>
internal sealed class Rewinding(SqliteReaders readers, WorkflowCatalog catalog, JsonSerializerOptions json, Func<long> nextId)
{
    /// <summary>The instance and the children that live again with it.</summary>
    public List<Revival> Plan(Instance instance)
    {
        var turns = readers.Read(instance, static (database, instance) =>
            HistoryRows.Read(database, instance.Id, instance.Generation, after: 0, limit: int.MaxValue)).ConvertAll(row => HistoryReader.Read(row.Events));
        var last = turns[^1];
        turns.RemoveAt(turns.Count - 1);
        var scheduled = Scheduled(turns);
        var children = new Dictionary<int, List<Revival>>();

        bool CanRunAgain(HistoryEvent line) => line is HistoryEvent.TaskFailed failed && scheduled.TryGetValue(failed.Task, out var at)
            && (at.Decision is not HistoryEvent.ChildScheduled child || TryReviveChild(instance, child, children));

        var again = last.FindAll(line => !line.IsDecision && line is not HistoryEvent.TurnBegan && !CanRunAgain(line));
        var kept = WithoutFailures(instance, turns, CanRunAgain);
        var revivals = new List<Revival> { new(instance) { Turns = kept, Again = again } };
        var closed = kept.SelectMany(turn => turn).Concat(again).Select(ClosedBy).ToHashSet();
        foreach (var (task, (turn, decision)) in scheduled.Where(open => !closed.Contains(open.Key)).OrderBy(open => open.Key))
        {
            switch (decision)
            {
                case HistoryEvent.ActivityScheduled call:
                    revivals[0].Tasks.Add(new ActivityTask(instance.Id, instance.Generation + 1, task, turn, call.Name) { Call = call });
                    break;
                case HistoryEvent.TimerScheduled timer:
                    revivals[0].Timers.Add(new DueEntry(timer.FireAt.UtcTicks, task, instance.Id, DueKind.Timer));
                    break;
                default:
                    revivals.AddRange(children.GetValueOrDefault(task, []));
                    break;
            }
        }

        return revivals;
    }

    private static Dictionary<int, (int Turn, HistoryEvent Decision)> Scheduled(List<List<HistoryEvent>> turns)
    {
        var scheduled = new Dictionary<int, (int, HistoryEvent)>();
        for (var i = 0; i < turns.Count; i++)
        {
            foreach (var line in turns[i])
            {
                int? task = line switch
                {
                    HistoryEvent.ActivityScheduled call => call.Task,
                    HistoryEvent.ChildScheduled child => child.Task,
                    HistoryEvent.TimerScheduled timer => timer.Task,
                    _ => null,
                };
                if (task is { } number)
                {
                    scheduled[number] = (i + 1, line);
                }
            }
        }

        return scheduled;
    }

    private static int? ClosedBy(HistoryEvent line) => line switch
    {
        HistoryEvent.TaskCompleted completed => completed.Task,
        HistoryEvent.TaskFailed failed => failed.Task,
        HistoryEvent.TimerFired fired => fired.Task,
        HistoryEvent.TimerCancelled cancelled => cancelled.Task,
        _ => null,
    };

    private List<List<HistoryEvent>> WithoutFailures(Instance instance, List<List<HistoryEvent>> turns, Predicate<HistoryEvent> canRunAgain)
    {
        var failures = turns.SelectMany(turn => turn).Where(line => canRunAgain(line)).Reverse().ToList();
        var without = Without(turns, [.. failures]);
        if (failures.Count == 0 || Fits(instance, without))
        {
            return without;
        }

        var taken = new HashSet<HistoryEvent>(ReferenceEqualityComparer.Instance);
        foreach (var failure in failures)
        {
            taken.Add(failure);
            if (!Fits(instance, Without(turns, taken)))
            {
                taken.Remove(failure);
            }
        }

        return Without(turns, taken);
    }

    private static List<List<HistoryEvent>> Without(List<List<HistoryEvent>> turns, HashSet<HistoryEvent> taken) =>
        turns.ConvertAll(turn => turn.FindAll(line => !taken.Contains(line)));

    private bool Fits(Instance instance, List<List<HistoryEvent>> turns)
    {
        if (!catalog.TryGetWorkflow(instance.Kind, out var definition))
        {
            return false;
        }

        var run = new WorkflowRun(new RunIdentity(instance.Name, definition, catalog, json, NullLogger.Instance), static _ => { });
        turns.ForEach(turn => run.Replay(instance.Input, turn));
        return run.Fault is null && !run.IsEnded;
    }

    /// <summary>Plans the life of a child that failed, was terminated, or is gone. False if its id belongs to something else.</summary>
    private bool TryReviveChild(Instance parent, HistoryEvent.ChildScheduled call, Dictionary<int, List<Revival>> children)
    {
        if (children.ContainsKey(call.Task))
        {
            return true;
        }

        var link = new Parent(parent.Id, call.Task);
        var child = readers.Read(call.InstanceId, static (database, name) => InstanceRows.Read(database, name));
        if (child is null && catalog.TryGetWorkflow(call.Kind, out _))
        {
            var anew = new Instance(nextId(), call.InstanceId, call.Kind) { Input = call.Input.ToArray(), Parent = link, IsNew = true };
            children[call.Task] = [new Revival(anew)];
        }
        else if (child is not null && child.Parent == link && child.State is WorkflowState.Failed or WorkflowState.Terminated)
        {
            children[call.Task] = child!.State == WorkflowState.Failed ? Plan(child) : [Revival.FromTheStart(child)];
        }

        return children.ContainsKey(call.Task);
    }
}
