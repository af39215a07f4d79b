using System.Text.Json;
using ChangeManagement.Engine.Histories;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>
/// A workflow's code in memory, waiting between turns. Facts are applied one by one; each runs the code as far as it gets before the next.
/// </summary>
internal sealed class WorkflowRun
{
    private const int BytesAtRest = 2048;

    private readonly RunIdentity identity;
    private readonly WorkflowScheduler scheduler;
    private readonly WorkflowContext context;
    private readonly Action<WorkflowRun> faultedOutsideTurn;
    private Task<byte[]>? main;
    private RunFault? fault;

    /// <param name="identity">Who runs.</param>
    /// <param name="faultedOutsideTurn">Told when the code shows up on a thread of its own; called on that thread.</param>
    public WorkflowRun(RunIdentity identity, Action<WorkflowRun> faultedOutsideTurn)
    {
        this.identity = identity;
        this.faultedOutsideTurn = faultedOutsideTurn;
        var kind = identity.Definition.Kind;
        scheduler = new WorkflowScheduler(() => Fail(RunFault.Foreign(kind)), failure => Keep(RunFault.NotAwaited(kind, failure)));
        context = new WorkflowContext(identity, scheduler, Fail);
    }

    /// <summary>Why the run must not go on; null while all is well.</summary>
    public RunFault? Fault => Volatile.Read(ref fault);

    /// <summary>The decisions of the turn.</summary>
    public List<HistoryEvent> Decisions => context.Decisions.Made;

    /// <summary>The status set in the turn as JSON; null when it was left alone.</summary>
    public byte[]? NewStatus => context.NewStatus;

    /// <summary>Roughly what the run holds in memory.</summary>
    public long Bytes { get; private set; } = BytesAtRest;

    /// <summary>The tasks that have not ended.</summary>
    public IReadOnlyDictionary<int, OpenTask> Open => context.Open;

    /// <summary>The code has returned and nothing of it is open any more.</summary>
    public bool IsEnded => main is { IsCompleted: true } && context.Open.Count == 0;

    /// <summary>The output as JSON, once ended without failure.</summary>
    public byte[] Output => main!.Result;

    /// <summary>Why it failed, once ended; null if it did not.</summary>
    public TaskError? Error => main switch
    {
        { IsFaulted: true } => TaskError.From(identity.Definition.Kind, main.Exception.InnerException!),
        { IsCanceled: true } => new TaskError(identity.Definition.Kind, typeof(TaskCanceledException).FullName!, "A task was canceled.", null),
        _ => null,
    };

    /// <summary>Repeats a turn of the past: the same facts must lead to the same decisions.</summary>
    public void Replay(ReadOnlyMemory<byte> input, IReadOnlyList<HistoryEvent> turn)
    {
        context.Decisions.BeginReplay(turn.Where(line => line.IsDecision));
        foreach (var line in turn)
        {
            if (line is HistoryEvent.TurnBegan began)
            {
                Begin(began.At, input);
            }
            else if (!line.IsDecision)
            {
                Apply(line);
            }
        }

        if (Fault is null && context.Decisions.Missing() is { } missing)
        {
            Keep(RunFault.Differs(identity.Definition.Kind, missing, "nothing more in this turn"));
        }
    }

    /// <summary>Begins a turn of now. The first one runs the code from its first line.</summary>
    public void BeginTurn(DateTimeOffset now, ReadOnlyMemory<byte> input)
    {
        context.Decisions.BeginTurn();
        context.NewStatus = null;
        Begin(now, input);
    }

    /// <summary>Applies a fact. False if it is about a task that is not open: it has come before, or was cancelled.</summary>
    public bool Apply(HistoryEvent fact)
    {
        switch (fact)
        {
            case HistoryEvent.EventRaised raised:
                Bytes += raised.Payload.Length;
                scheduler.Execute((context, raised), static at => at.context.Events.Add(at.raised));
                return true;
            case HistoryEvent.TimerFired fired:
                return Close<OpenTimer>(fired.Task, fired);
            case HistoryEvent.TaskCompleted completed:
                Bytes += completed.Result.Length;
                return Close<OpenTask>(completed.Task, completed);
            case HistoryEvent.TaskFailed failed:
                return Close<OpenTask>(failed.Task, failed);
            default:
                throw new System.Diagnostics.UnreachableException(fact.GetType().Name);
        }
    }

    /// <summary>Ends a turn. Code that has not returned must wait for something durable, or nothing could ever wake it.</summary>
    public void EndTurn()
    {
        if (main is { IsCompleted: false } && context.Open.Count == 0 && !context.Events.IsAwaited)
        {
            Keep(RunFault.Foreign(identity.Definition.Kind));
        }
    }

    private void Begin(DateTimeOffset now, ReadOnlyMemory<byte> input)
    {
        context.Now = now > context.Now ? now : context.Now;
        if (main is null)
        {
            Bytes += input.Length;
            scheduler.Execute((run: this, input), static at => at.run.main = at.run.Main(at.input));
        }
    }

    private async Task<byte[]> Main(ReadOnlyMemory<byte> input)
    {
        var (definition, json) = (identity.Definition, identity.Json);
        var argument = JsonSerializer.Deserialize(input.Span, definition.InputType, json);
        var output = await definition.Run(context, argument);
        return Payloads.Write(output, definition.OutputType, json);
    }

    private bool Close<TOpen>(int task, HistoryEvent fact)
        where TOpen : OpenTask
    {
        if (!context.Open.TryGetValue(task, out var open) || open is not TOpen)
        {
            return false;
        }

        context.Open.Remove(task);
        scheduler.Execute((open, fact, identity.Json), static at =>
        {
            switch (at.fact)
            {
                case HistoryEvent.TaskCompleted completed:
                    at.open.Complete(completed.Result, at.Json);
                    break;
                case HistoryEvent.TaskFailed failed:
                    at.open.Fail(failed.Error);
                    break;
                default:
                    ((OpenTimer)at.open).Fire();
                    break;
            }
        });
        return true;
    }

    private void Fail(RunFault reason)
    {
        Keep(reason);
        if (!scheduler.IsExecutingHere)
        {
            faultedOutsideTurn(this);
        }
    }

    private void Keep(RunFault reason) => Interlocked.CompareExchange(ref fault, reason, null);
}
