using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Turns;

/// <summary>
/// Moves instances on, one commit at a time each: an order, what arrived while parked, or a turn. Nothing is acknowledged, begun or told to
/// others before the commit is on disk; when a commit fails, memory is ahead of the disk and forgets. On the engine's thread.
/// </summary>
internal sealed class Stepper(
    Residents residents, Hydration hydration, TurnRunner runner, HistoryWriter writer, TurnEffects effects, TimeProvider clock,
    EngineOptions options, EngineMetrics metrics, ILogger logger, Action<InstanceCommit> submit, Action<Action> post, Storage.SqliteReaders readers)
{
    /// <summary>How many commits may be under way: instances cannot be evicted meanwhile.</summary>
    private const int MostInFlight = 4096;

    private readonly Queue<Instance> ready = new();
    private int sinceVerified;

    /// <summary>Commits under way.</summary>
    public int InFlight { get; private set; }

    public bool HasReady => ready.Count > 0;

    /// <summary>Whether more may be taken up now.</summary>
    public bool HasRoom => InFlight + ready.Count < MostInFlight;

    /// <summary>Something came for the instance: it is stepped with whatever else comes in this round.</summary>
    public void Ready(Instance instance)
    {
        residents.Use(instance);
        if (!instance.IsReady)
        {
            instance.IsReady = true;
            ready.Enqueue(instance);
        }
    }

    public void Deliver(Instance instance, Arrival arrival)
    {
        instance.Mailbox.Enqueue(arrival);
        Ready(instance);
    }

    /// <summary>Steps what is ready.</summary>
    public void StepReady()
    {
        while (InFlight < MostInFlight && ready.TryDequeue(out var instance))
        {
            instance.IsReady = false;
            if (!instance.IsBusy)
            {
                Step(instance);
            }
        }
    }

    /// <summary>The outcome of a commit.</summary>
    public void Heard(InstanceCommit commit, Exception? failure)
    {
        InFlight--;
        var instance = commit.Instance;
        instance.IsBusy = false;
        if (failure is not null)
        {
            Abandon(commit, failure);
            return;
        }

        instance.IsNew = false;
        commit.Arrivals.ForEach(arrival => arrival.Accept());
        switch (commit)
        {
            case TurnCommit turn:
                (instance.Turn, instance.State) = (turn.Change.Turn, turn.Change.State);
                metrics.Turns.Add(1);
                effects.Begin(turn, Ready);
                VerifyWhenDue(instance);
                break;
            case ParkCommit park:
                instance.Parked += park.Parked;
                instance.State = park.Change?.State ?? instance.State;
                break;
            case ControlCommit control:
                instance.State = control.Change.State;
                effects.Obeyed(control, Ready);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(commit.GetType().Name);
        }

        Ready(instance);
    }

    private void Step(Instance instance)
    {
        if (instance.IsEnded)
        {
            while (instance.Mailbox.TryDequeue(out var late))
            {
                late.TooLate();
            }

            residents.Remove(instance);
        }
        else if (instance.Mailbox.TryPeek(out var next) && next is ControlArrival order)
        {
            instance.Mailbox.Dequeue();
            Obey(instance, order);
        }
        else if (instance.IsParked)
        {
            StepParked(instance);
        }
        else if (instance.Run is { Fault: { } fault })
        {
            Quarantine(instance, fault, []);
        }
        else if (instance.Mailbox.Count == 0 && !instance.HasInbox)
        {
            residents.Rest(instance);
        }
        else
        {
            RunTurn(instance);
        }
    }

    private void RunTurn(Instance instance)
    {
        if (instance.Run is null && hydration.Load(instance, run => post(() => Surface(instance, run))) is { } mismatch)
        {
            Quarantine(instance, mismatch, []);
            return;
        }

        var arrivals = Take(instance);
        if (arrivals.Find(arrival => arrival is ControlArrival) is ControlArrival order)
        {
            PutBack(instance, arrivals.Where(arrival => arrival.Sequence == 0));
            Obey(instance, order);
            return;
        }

        var commit = runner.Run(instance, arrivals);
        if (instance.Run!.Fault is { } fault)
        {
            Quarantine(instance, fault, arrivals);
        }
        else if (commit is null)
        {
            arrivals.ForEach(arrival => arrival.Accept());
            Ready(instance);
        }
        else
        {
            Submit(commit);
        }
    }

    /// <summary>What waits, the inbox first: its rows are older. Orders in the mailbox wait for a step of their own.</summary>
    private List<Arrival> Take(Instance instance)
    {
        var arrivals = new List<Arrival>();
        if (instance.HasInbox)
        {
            var rows = readers.Read(instance, static (database, instance) =>
                InboxRows.Read(database, instance.Id, instance.Generation, instance.LastSequence));
            instance.HasInbox = rows.Count > options.TurnLimit;
            arrivals.AddRange(rows.Take(options.TurnLimit));
            instance.LastSequence = arrivals.Count > 0 ? arrivals[^1].Sequence : instance.LastSequence;
            instance.Parked = 0;
        }

        while (arrivals.Count < options.TurnLimit && !instance.HasInbox
            && instance.Mailbox.TryPeek(out var next) && next is not ControlArrival)
        {
            arrivals.Add(instance.Mailbox.Dequeue());
        }

        return arrivals;
    }

    private void StepParked(Instance instance)
    {
        if (instance.HasInbox)
        {
            instance.HasInbox = false;
            if (readers.Read(instance.Id, static (database, id) => InboxRows.HasTerminate(database, id)))
            {
                Obey(instance, new ControlArrival(Control.Terminate, "The parent was terminated.", caller: null));
                return;
            }
        }

        var arrivals = new List<Arrival>();
        while (instance.Mailbox.TryPeek(out var next) && next is not ControlArrival)
        {
            arrivals.Add(instance.Mailbox.Dequeue());
        }

        if (arrivals.Count == 0)
        {
            residents.Rest(instance);
            return;
        }

        Submit(new ParkCommit(instance, arrivals, clock.GetUtcNow().UtcTicks) { Encoded = Encode(arrivals) });
    }

    private void Quarantine(Instance instance, RunFault fault, List<Arrival> arrivals)
    {
        logger.LogError("Workflow {Instance} is quarantined: {Reason}", instance.Name, fault.Message);
        metrics.Quarantined.Add(1);
        instance.Evict();
        instance.LastSequence = 0;
        var now = clock.GetUtcNow().UtcTicks;
        var change = new InstanceChange(WorkflowState.Quarantined, now)
        {
            Turn = instance.Turn,
            Fault = fault,
            ErrorType = fault.Health,
            ErrorMessage = fault.Message,
            Deployment = options.Deployment,
        };
        Submit(new ParkCommit(instance, arrivals, now) { Change = change, Encoded = Encode(arrivals) });
    }

    private void Obey(Instance instance, ControlArrival order)
    {
        WorkflowState? state = order.Control switch
        {
            Control.Suspend when !instance.IsParked => WorkflowState.Suspended,
            Control.Resume when instance.State == WorkflowState.Suspended =>
                instance.Turn == 0 ? WorkflowState.Pending : WorkflowState.Running,
            Control.Terminate => WorkflowState.Terminated,
            _ => null,
        };
        if (state is null)
        {
            order.TooLate();
            Ready(instance);
            return;
        }

        var change = new InstanceChange(state.Value, clock.GetUtcNow().UtcTicks)
        {
            ErrorMessage = order.Control == Control.Resume ? null : order.Reason,
        };
        var notice = state == WorkflowState.Terminated && instance.Parent is { } parent
            ? writer.Write([new HistoryEvent.TaskFailed(parent.Task, new TaskError(instance.Kind, "Terminated", order.Reason, Inner: null))])
            : null;
        Submit(new ControlCommit(instance, order, change, notice));
    }

    private void Submit(InstanceCommit commit)
    {
        commit.Instance.IsBusy = true;
        InFlight++;
        submit(commit);
    }

    /// <summary>Callers are told and may try again; what has no caller is kept and tried again later.</summary>
    private void Abandon(InstanceCommit commit, Exception failure)
    {
        var instance = commit.Instance;
        logger.LogWarning(failure, "The store refused a commit of workflow {Instance}.", instance.Name);
        metrics.Refused.Add(1);
        instance.Evict();
        commit.Children.ForEach(child => Drop(child, failure));
        PutBack(instance, commit.Arrivals.Where(arrival => !arrival.Refuse(failure) && arrival.Sequence == 0));
        if (instance.IsNew)
        {
            Drop(instance, failure);
            return;
        }

        instance.HasInbox = true;
        instance.LastSequence = 0;
        effects.TryAgainLater(instance);
    }

    /// <summary>Forgets an instance that was never written.</summary>
    private void Drop(Instance instance, Exception failure)
    {
        while (instance.Mailbox.TryDequeue(out var arrival))
        {
            arrival.Refuse(failure);
        }

        residents.Remove(instance);
    }

    /// <summary>Puts arrivals in front of what waits.</summary>
    private static void PutBack(Instance instance, IEnumerable<Arrival> arrivals)
    {
        var all = arrivals.Concat(instance.Mailbox).ToList();
        instance.Mailbox.Clear();
        all.ForEach(instance.Mailbox.Enqueue);
    }

    /// <summary>The code turned up on a thread of its own.</summary>
    private void Surface(Instance instance, WorkflowRun run)
    {
        if (instance.Run == run)
        {
            Ready(instance);
        }
    }

    private void VerifyWhenDue(Instance instance)
    {
        if (options.VerifyEvery <= 0 || ++sinceVerified < options.VerifyEvery)
        {
            return;
        }

        sinceVerified = 0;
        if (hydration.Verify(instance) is not { } difference)
        {
            return;
        }

        logger.LogCritical("Workflow {Instance} replays differently: {Reason}", instance.Name, difference.Message);
        if (!instance.IsEnded)
        {
            Quarantine(instance, difference, []);
        }
    }

    private List<byte[]?> Encode(List<Arrival> arrivals) =>
    [
        .. arrivals.Select(arrival => arrival switch
        {
            EventArrival raised => writer.Write([raised.Raised]),
            TaskArrival { Activity: not null } task => writer.Write([task.Fact]),
            _ => null,
        }),
    ];
}
