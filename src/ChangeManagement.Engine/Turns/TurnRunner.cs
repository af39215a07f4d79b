using System.Diagnostics;
using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Turns;

/// <summary>Runs one turn of a workflow in memory and says what is to be written of it.</summary>
internal sealed class TurnRunner(
    Residents residents, WorkflowCatalog catalog, TimeProvider clock, CrashJournal journal, HistoryWriter writer, Func<long> nextId)
{
    /// <summary>The commit of the turn; null if nothing came of it, or if the run is faulted and must not be committed.</summary>
    public TurnCommit? Run(Instance instance, List<Arrival> arrivals)
    {
        var run = instance.Run!;
        var now = clock.GetUtcNow();
        var facts = new List<HistoryEvent>(arrivals.Count + 4) { new HistoryEvent.TurnBegan(now) };
        var seen = new List<string>();

        journal.EnterTurn(instance.Id);
        run.BeginTurn(now, instance.Input);
        foreach (var arrival in arrivals)
        {
            if (FactOf(instance, arrival, seen) is { } fact && run.Apply(fact))
            {
                facts.Add(fact);
            }
        }

        run.EndTurn();
        journal.LeaveTurn();

        var isFirst = instance.Turn == 0;
        if (run.Fault is not null || (facts.Count == 1 && !isFirst && arrivals.TrueForAll(arrival => arrival.Sequence == 0)))
        {
            return null;
        }

        return Describe(instance, run, arrivals, facts, seen, now.UtcTicks);
    }

    private static HistoryEvent? FactOf(Instance instance, Arrival arrival, List<string> seen)
    {
        switch (arrival)
        {
            case TaskArrival task:
                return task.Fact;
            case EventArrival { Raised.EventId: null } raised:
                return raised.Raised;
            case EventArrival raised:
                var isNew = instance.Seen.Add(raised.Raised.EventId!);
                if (raised.Sequence > 0)
                {
                    // Its id was checked and written when it was kept.
                    return raised.Raised;
                }

                if (isNew)
                {
                    seen.Add(raised.Raised.EventId!);
                }

                return isNew ? raised.Raised : null;
            default:
                return null;
        }
    }

    private TurnCommit Describe(
        Instance instance, WorkflowRun run, List<Arrival> arrivals, List<HistoryEvent> facts, List<string> seen, long now)
    {
        var change = Change(instance, run, now);
        var decisions = run.Decisions;
        var commit = new TurnCommit(instance, arrivals)
        {
            Change = change,
            Events = writer.Write([.. facts, .. decisions]),
            ParentNotice = StoredState.IsEnded(change.State) ? Notice(instance, change, run) : null,
        };
        commit.SeenEvents.AddRange(seen);
        commit.EndedTasks.AddRange(arrivals.OfType<TaskArrival>().Select(arrival => arrival.Activity).OfType<ActivityTask>());
        commit.EndedTimers.AddRange(facts.OfType<HistoryEvent.TimerFired>()
            .Select(fired => new DueEntry(now, fired.Task, instance.Id, DueKind.Timer)));
        foreach (var decision in decisions)
        {
            Add(commit, decision, change);
        }

        commit.Encoded.AddRange(commit.Sent.Select(sent => writer.Write([new HistoryEvent.EventRaised(sent.Name, sent.Payload, null)])));
        commit.Encoded.AddRange(commit.RefusedChildren.Select(refused => writer.Write([refused])));
        return commit;
    }

    private void Add(TurnCommit commit, HistoryEvent decision, InstanceChange change)
    {
        var instance = commit.Instance;
        switch (decision)
        {
            case HistoryEvent.ActivityScheduled call:
                commit.NewTasks.Add(new ActivityTask(instance.Id, instance.Generation, call.Task, change.Turn, call.Name) { Call = call });
                break;
            case HistoryEvent.TimerScheduled timer:
                commit.NewTimers.Add(new DueEntry(timer.FireAt.UtcTicks, timer.Task, instance.Id, DueKind.Timer));
                break;
            case HistoryEvent.TimerCancelled cancelled:
                var entry = new DueEntry(cancelled.FireAt.UtcTicks, cancelled.Task, instance.Id, DueKind.Timer);
                if (!commit.NewTimers.Remove(entry))
                {
                    commit.EndedTimers.Add(entry);
                }

                break;
            case HistoryEvent.EventSent sent:
                commit.Sent.Add(sent);
                break;
            case HistoryEvent.ChildScheduled child:
                AddChild(commit, child);
                break;
            default:
                throw new UnreachableException(decision.GetType().Name);
        }
    }

    private void AddChild(TurnCommit commit, HistoryEvent.ChildScheduled child)
    {
        var refusal = !catalog.TryGetWorkflow(child.Kind, out _)
            ? catalog.HasNoWorkflow(child.Kind)
            : residents.Peek(child.InstanceId) is not null
            ? $"An instance '{child.InstanceId}' exists already; give the child an id of its own."
            : null;
        if (refusal is not null)
        {
            commit.RefusedChildren.Add(new HistoryEvent.TaskFailed(child.Task, new TaskError(child.Kind, "ChildRefused", refusal, Inner: null)));
            return;
        }

        var instance = new Instance(nextId(), child.InstanceId, child.Kind)
        {
            Input = child.Input.ToArray(),
            Parent = new Parent(commit.Instance.Id, child.Task),
            IsBusy = true,
        };
        residents.Add(instance);
        commit.Children.Add(instance);
    }

    private static InstanceChange Change(Instance instance, WorkflowRun run, long now)
    {
        var turn = instance.Turn + 1;
        if (!run.IsEnded)
        {
            return new InstanceChange(WorkflowState.Running, now) { Turn = turn, CustomStatus = run.NewStatus };
        }

        return run.Error is { } error
            ? new InstanceChange(WorkflowState.Failed, now)
            {
                Turn = turn,
                CustomStatus = run.NewStatus,
                ErrorType = error.Type,
                ErrorMessage = error.Message,
                ErrorHash = FailureGroup.Of(error.Type, error.Message),
            }
            : new InstanceChange(WorkflowState.Completed, now) { Turn = turn, CustomStatus = run.NewStatus, Output = run.Output };
    }

    private byte[]? Notice(Instance instance, InstanceChange change, WorkflowRun run) => instance.Parent is not { } parent
        ? null
        : writer.Write([
            run.Error is { } error
                ? new HistoryEvent.TaskFailed(parent.Task, error)
                : new HistoryEvent.TaskCompleted(parent.Task, change.Output),
        ]);
}
