using ChangeManagement.Register;

namespace ChangeManagement.Workflows;

/// <summary>
/// What admins do to workflows. Each operation is in the system log, before it is done and after: an order without its outcome was cut short and
/// may have had its effect. None of them touches a change.
/// </summary>
public sealed class WorkflowOperations(IWorkflowClient workflows, SystemLog log, Clock clock)
{
    /// <summary>Pauses an instance. False if none is running under that id.</summary>
    public Task<bool> Suspend(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-suspended", workflows.Suspend, instanceId, reason, caller, cancellation);

    /// <summary>Lets a paused instance run on. False if none is paused under that id.</summary>
    public Task<bool> Resume(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-resumed", workflows.Resume, instanceId, reason, caller, cancellation);

    /// <summary>Ends an instance; its change shows as unattended until it is restarted. False if none is alive under that id.</summary>
    public Task<bool> Terminate(string instanceId, string reason, Caller caller, CancellationToken cancellation) =>
        Do("workflow-terminated", workflows.Terminate, instanceId, reason, caller, cancellation);

    private async Task<bool> Do(
        string kind, Func<string, string, CancellationToken, Task<bool>> operation, string instanceId, string reason, Caller caller,
        CancellationToken cancellation)
    {
        if (await workflows.Find(instanceId, cancellation) is null)
        {
            return false;
        }

        await log.Append("workflow-operation-ordered", new Ordered(kind, instanceId, reason), caller.Actor, clock(), caller.Correlation, cancellation);
        if (!await operation(instanceId, reason, cancellation))
        {
            await log.Append("workflow-operation-void", new Ordered(kind, instanceId, reason), caller.Actor, clock(), caller.Correlation, cancellation);
            return false;
        }

        await log.Append(kind, new Operation(instanceId, reason), instanceId, caller, clock(), cancellation);
        return true;
    }

    private sealed record Ordered(string Operation, string InstanceId, string Reason);

    private sealed record Operation(string InstanceId, string Reason);
}
