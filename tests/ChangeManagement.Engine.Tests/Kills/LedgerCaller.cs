using System.Diagnostics;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// Gives the orders of a plan one after the other, repeats with the same ids what was not answered, and holds each answer against what it was
/// told before.
/// </summary>
internal sealed class LedgerCaller(int number, ProcessSeries processes, Func<string, KnownLedger> ledgers)
{
    private int process;

    /// <summary>How many orders were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>How many of them had to be repeated.</summary>
    public int Repeated { get; private set; }

    /// <summary>Follows the plan until the last process serves.</summary>
    public async Task Follow(Plan plan)
    {
        while (process < processes.Last)
        {
            await Give(plan.Next());
        }
    }

    public Task Give(Order order)
    {
        var ledger = ledgers(order.Instance);
        return order.Verb switch
        {
            Verb.Start => Start(ledger, order),
            Verb.Raise => Raise(ledger, order),
            Verb.Suspend or Verb.Resume => Pause(ledger, order),
            Verb.Terminate => Terminate(ledger, order),
            Verb.Rewind or Verb.Restart => Revive(ledger, order),
            Verb.Purge => Purge(ledger, order),
            _ => throw new UnreachableException(order.Verb.ToString()),
        };
    }

    public async Task<Shown?> Find(KnownLedger ledger)
    {
        (var answer, process) = await processes.Ask(new Order(0, Verb.Find, ledger.Name), process);
        return answer.Shown;
    }

    /// <summary>Tells a ledger to end; nobody sends to it any more.</summary>
    public async Task Finish(KnownLedger ledger)
    {
        var (outcome, _) = await Ask(ledger, new Order(0, Verb.Raise, ledger.Name, Ledger.Finish, new Wish(Ledger.Finish, Deed.Note, 0)));
        Require(ledger, outcome == nameof(RaiseOutcome.Accepted));
    }

    private async Task Start(KnownLedger ledger, Order order)
    {
        var (outcome, again) = await Ask(ledger, order);
        Require(ledger, outcome == nameof(StartOutcome.Started) ? !ledger.Exists : outcome == nameof(StartOutcome.AlreadyStarted) && (ledger.Exists || again));
        if (!ledger.Exists)
        {
            ledger.BeginLife(generation: 1, lives: 1);
        }
    }

    private async Task Raise(KnownLedger ledger, Order order)
    {
        var raised = order.Wish is { } wish ? new KnownEvent(order.Event!, number, wish)
            : ledger.Events.LastOrDefault(known => known.Name == order.Event && known.Sender == number && known.Fate == Fate.Accepted);
        if (raised is null)
        {
            return;
        }

        if (order.Wish is not null)
        {
            ledger.Add(raised);
        }

        var existed = ledger.Exists;
        var (outcome, again) = await Ask(ledger, order with { Wish = raised.Wish });
        switch (outcome)
        {
            case nameof(RaiseOutcome.Accepted):
                Require(ledger, raised.Fate != Fate.Refused);
                raised.Fate = Fate.Accepted;
                break;
            case nameof(RaiseOutcome.Unknown):
                Require(ledger, !existed);
                raised.Fate = Fate.Refused;
                break;
            case nameof(RaiseOutcome.Ended):
                // Others may rewind a shared one meanwhile.
                Require(ledger, Plan.IsShared(ledger.Name) || ledger.IsTerminated || await Find(ledger) is { State: WorkflowState.Failed });
                raised.Fate = raised.Fate == Fate.Accepted ? Fate.Accepted : again ? Fate.Either : Fate.Refused;
                break;
            default:
                Require(ledger, false);
                break;
        }
    }

    private async Task Pause(KnownLedger ledger, Order order)
    {
        var (outcome, again) = await Ask(ledger, order);
        if (order.Verb == Verb.Suspend)
        {
            Require(ledger, outcome == "True" ? ledger.IsOpen && !ledger.IsSuspended : outcome == "False");
            ledger.IsSuspended |= outcome == "True" || (again && await Find(ledger) is { State: WorkflowState.Suspended });
        }
        else
        {
            Require(ledger, outcome == "True" ? ledger.IsSuspended : outcome == "False" && (again || !ledger.IsSuspended));
            ledger.IsSuspended = false;
        }
    }

    private async Task Terminate(KnownLedger ledger, Order order)
    {
        var (outcome, again) = await Ask(ledger, order);
        Require(ledger, outcome == "True" ? ledger.IsOpen : outcome == "False");
        if (!ledger.IsOpen)
        {
            return;
        }

        if (outcome == "False")
        {
            var found = await Find(ledger);
            Require(ledger, found is { State: WorkflowState.Failed } || (again && found is { State: WorkflowState.Terminated }));
            ledger.IsTerminated = found!.State == WorkflowState.Terminated;
        }
        else
        {
            ledger.IsTerminated = true;
        }

        ledger.IsSuspended = false;
    }

    private async Task Revive(KnownLedger ledger, Order order)
    {
        var (outcome, again) = await Ask(ledger, order);
        if (outcome == nameof(OperationOutcome.Unknown))
        {
            Require(ledger, !ledger.Exists);
            return;
        }

        var isDone = outcome == nameof(OperationOutcome.Done);
        var mayBeDone = ledger.Exists && !ledger.IsSuspended && (order.Verb == Verb.Restart || !ledger.IsTerminated);
        var found = await Find(ledger);
        Require(ledger, ledger.Exists && found is not null && (mayBeDone || !isDone));

        // Repeated, it may have been done twice: the generation tells.
        var (least, most) = (isDone ? 1 : 0, (isDone ? 1 : 0) + (again && mayBeDone ? 1 : 0));
        var times = found!.Generation - ledger.Generation;
        Require(ledger, times >= least && times <= most);
        ledger.Generation = found.Generation;
        if (order.Verb != Verb.Restart)
        {
            return;
        }

        Require(ledger, times > 0 || !ledger.IsTerminated || outcome == nameof(OperationOutcome.ChildRuns));
        if (times > 0)
        {
            ledger.BeginLife(found.Generation, times);
        }
    }

    private async Task Purge(KnownLedger ledger, Order order)
    {
        var (outcome, again) = await Ask(ledger, order);
        switch (outcome)
        {
            case nameof(OperationOutcome.Done):
                Require(ledger, ledger.Exists && !ledger.IsSuspended);
                ledger.Purged();
                break;
            case nameof(OperationOutcome.Unknown):
                Require(ledger, !ledger.Exists || again);
                ledger.Purged();
                break;
            case nameof(OperationOutcome.NotInState):
                Require(ledger, ledger.IsOpen);
                break;
            default:
                Require(ledger, outcome == nameof(OperationOutcome.ChildRuns) && ledger.Exists);
                break;
        }
    }

    private async Task<(string Outcome, bool Again)> Ask(KnownLedger ledger, Order order)
    {
        var first = process;
        ledger.Note($"caller {number}, process {process}: {order.Verb} {order.Event} {order.Wish}");
        (var answer, process) = await processes.Ask(order, process);
        ledger.Note($"caller {number}, process {process}: {order.Verb} {order.Wish?.Id} was answered {answer.Outcome}");
        Answered++;
        Repeated += process > first ? 1 : 0;
        return (answer.Outcome, process > first);
    }

    private static void Require(KnownLedger ledger, bool holds)
    {
        if (!holds)
        {
            throw new KillLoopException($"The last answer contradicts what was acknowledged before. {ledger.Story()}");
        }
    }
}
