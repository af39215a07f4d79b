using ChangeManagement.Engine.Histories;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>What one run of a workflow sees. Its members work only within a turn, on the engine's thread.</summary>
internal sealed class WorkflowContext : IWorkflowContext
{
    private readonly RunIdentity identity;
    private readonly WorkflowScheduler scheduler;
    private readonly Action<RunFault> fault;
    private int tasks;
    private int guids;

    public WorkflowContext(RunIdentity identity, WorkflowScheduler scheduler, Action<RunFault> fault)
    {
        this.identity = identity;
        this.scheduler = scheduler;
        this.fault = fault;
        Events = new NamedEvents(identity.Json);
        Logger = new ReplaySafeLogger(identity.Logger, Decisions);
    }

    public string InstanceId => identity.InstanceId;

    public string Version => WorkflowCatalog.VersionOf(identity.Definition.Kind);

    public bool IsReplaying => Decisions.IsReplaying;

    public DateTimeOffset Now { get; set; }

    public ILogger Logger { get; }

    /// <summary>What the code decided in this turn.</summary>
    public Decisions Decisions { get; } = new();

    /// <summary>What has not ended, by task.</summary>
    public Dictionary<int, OpenTask> Open { get; } = [];

    public NamedEvents Events { get; }

    /// <summary>The status set in this turn as JSON; null when none was set, JSON null when it was cleared.</summary>
    public byte[]? NewStatus { get; set; }

    public Task<T> Call<T>(string activity, object? input = null, RetryPolicy? retry = null)
    {
        EnsureInTurn();
        identity.Catalog.Activities.TryGetValue(activity, out var definition);
        var payload = Payloads.Write(input, definition?.InputType, identity.Json);
        Decide(new HistoryEvent.ActivityScheduled(++tasks, activity, payload, retry));
        return OpenNew<T>(activity);
    }

    public Task<T> CallChild<T>(string kind, object? input, string instanceId)
    {
        EnsureInTurn();
        WorkflowLimits.CheckId(instanceId);
        identity.Catalog.TryGetWorkflow(kind, out var definition);
        var payload = Payloads.Write(input, definition?.InputType, identity.Json);
        Decide(new HistoryEvent.ChildScheduled(++tasks, kind, instanceId, payload));
        return OpenNew<T>(kind);
    }

    public Task Sleep(DateTimeOffset until, CancellationToken cancellation = default)
    {
        EnsureInTurn();
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }

        var task = ++tasks;
        var timer = new OpenTimer(until.ToUniversalTime(), cancellation);
        Decide(new HistoryEvent.TimerScheduled(task, timer.FireAt));
        Open.Add(task, timer);
        timer.Registration = cancellation.Register(() => CancelTimer(task, timer));
        return timer.Task;
    }

    public Task<T> WaitFor<T>(string eventName)
    {
        EnsureInTurn();
        return Events.WaitFor<T>(eventName);
    }

    public void Raise(string instanceId, string eventName, object? payload = null)
    {
        EnsureInTurn();
        WorkflowLimits.CheckId(instanceId);
        Decide(new HistoryEvent.EventSent(instanceId, eventName, Payloads.Write(payload, declared: null, identity.Json)));
    }

    public void SetStatus(object? status)
    {
        EnsureInTurn();
        var json = Payloads.Write(status, declared: null, identity.Json);
        WorkflowLimits.CheckStatus(json);
        NewStatus = json;
    }

    public Guid NewGuid()
    {
        EnsureInTurn();
        return DeterministicGuid.Create(InstanceId, Now, ++guids);
    }

    private Task<T> OpenNew<T>(string name)
    {
        var call = new OpenCall<T>(name);
        Open.Add(tasks, call);
        return call.Task;
    }

    private void CancelTimer(int task, OpenTimer timer)
    {
        EnsureInTurn();
        if (Open.Remove(task))
        {
            Decide(new HistoryEvent.TimerCancelled(task, timer.FireAt));
            timer.Cancel();
        }
    }

    private void Decide(HistoryEvent decision)
    {
        if (Decisions.Add(decision) is { } difference)
        {
            Refuse(RunFault.Differs(identity.Definition.Kind, difference.Expected, difference.Found));
        }
    }

    private void EnsureInTurn()
    {
        if (!scheduler.IsExecutingHere)
        {
            Refuse(RunFault.Foreign(identity.Definition.Kind));
        }
    }

    private void Refuse(RunFault reason)
    {
        fault(reason);
        throw new RunFaultException(reason);
    }
}
