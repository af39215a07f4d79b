using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Turns;

/// <summary>
/// Moves instances on, one commit at a time each: an order, what arrived while parked, or a turn. Nothing is acknowledged, begun or told to
/// others before the commit is on disk; when a commit fails, memory is ahead of the disk and forgets. On the engine's thread.
/// </summary>
internal sealed class Stepper(
    Residents residents, Hydration hydration, TurnRunner runner, StandingCommits commits, TurnEffects effects, Mailboxes mailboxes,
    EngineOptions options, EngineMetrics metrics, ILogger logger, Action<InstanceCommit> submit, Action<Action> post)
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

        if (instance.IsEnded)
        {
            // At once: a parent that was restarted in the same batch makes a child of the same name.
            Leave(instance);
        }
        else
        {
            Ready(instance);
        }
    }

    private void Step(Instance instance)
    {
        if (instance.IsEnded)
        {
            Leave(instance);
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

    private void Leave(Instance instance)
    {
        Mailboxes.TellTooLate(instance);
        residents.Remove(instance);
    }

    private void RunTurn(Instance instance)
    {
        if (instance.Run is null && hydration.Load(instance, run => post(() => Surface(instance, run))) is { } mismatch)
        {
            Quarantine(instance, mismatch, []);
            return;
        }

        if (!TryTake(instance, out var arrivals))
        {
            return;
        }

        if (arrivals.Find(arrival => arrival is ControlArrival) is ControlArrival order)
        {
            Mailboxes.PutBack(instance, arrivals.Where(arrival => arrival.Sequence == 0));
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

    /// <summary>False: what arrived cannot be read, and the instance is set aside.</summary>
    private bool TryTake(Instance instance, out List<Arrival> arrivals)
    {
        try
        {
            arrivals = mailboxes.TakeWithInbox(instance);
            return true;
        }
        catch (InvalidDataException unreadable)
        {
            arrivals = [];
            Quarantine(instance, RunFault.CannotRead(unreadable), arrivals);
            return false;
        }
    }

    private void StepParked(Instance instance)
    {
        if (instance.HasInbox)
        {
            instance.HasInbox = false;
            if (mailboxes.IsOrderedToEnd(instance))
            {
                Obey(instance, new ControlArrival(Control.Terminate, "The parent was terminated.", caller: null));
                return;
            }
        }

        var arrivals = Mailboxes.Take(instance, most: int.MaxValue);
        if (arrivals.Count == 0)
        {
            residents.Rest(instance);
        }
        else
        {
            Submit(commits.Park(instance, arrivals));
        }
    }

    private void Quarantine(Instance instance, RunFault fault, List<Arrival> arrivals)
    {
        logger.LogError("Workflow {Instance} is quarantined: {Reason}", instance.Name, fault.Message);
        metrics.Quarantined.Add(1);
        instance.Evict();
        instance.LastSequence = 0;
        Submit(commits.Quarantine(instance, fault, arrivals));
    }

    private void Obey(Instance instance, ControlArrival order)
    {
        if (commits.Order(instance, order) is { } commit)
        {
            Submit(commit);
        }
        else
        {
            order.TooLate();
            Ready(instance);
        }
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
        Mailboxes.PutBack(instance, commit.Arrivals.Where(arrival => !arrival.Refuse(failure) && arrival.Sequence == 0));
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
        Mailboxes.RefuseAll(instance, failure);
        residents.Remove(instance);
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
}
