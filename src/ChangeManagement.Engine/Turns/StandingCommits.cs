using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Turns;

/// <summary>The commits in which no code runs: keeping what arrives, setting aside, and what admins order.</summary>
internal sealed class StandingCommits(TimeProvider clock, HistoryWriter writer, string deployment)
{
    private long Now => clock.GetUtcNow().UtcTicks;

    /// <summary>Keeps what arrived for a parked instance.</summary>
    public ParkCommit Park(Instance instance, List<Arrival> arrivals) => new(instance, arrivals, Now) { Encoded = Encode(arrivals) };

    /// <summary>Sets an instance aside and keeps what its abandoned turn had taken.</summary>
    public ParkCommit Quarantine(Instance instance, RunFault fault, List<Arrival> arrivals) => new(instance, arrivals, Now)
    {
        Encoded = Encode(arrivals),
        Change = new InstanceChange(WorkflowState.Quarantined, Now)
        {
            Turn = instance.Turn,
            Fault = fault,
            ErrorType = fault.Health,
            ErrorMessage = fault.Message,
            Deployment = deployment,
        },
    };

    /// <summary>What an order makes of an instance; null if it does not apply.</summary>
    public ControlCommit? Order(Instance instance, ControlArrival order)
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
            return null;
        }

        var reason = order.Control == Control.Resume ? null : order.Reason;
        var notice = state == WorkflowState.Terminated && instance.Parent is { } parent
            ? writer.Write([new HistoryEvent.TaskFailed(parent.Task, new TaskError(instance.Kind, "Terminated", order.Reason, Inner: null))])
            : null;
        return new ControlCommit(instance, order, new InstanceChange(state.Value, Now) { ErrorMessage = reason }, notice);
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
