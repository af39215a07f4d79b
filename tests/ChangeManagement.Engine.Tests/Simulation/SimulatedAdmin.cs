using ChangeManagement.Register;
using ChangeManagement.Workflows;
using static ChangeManagement.Engine.Tests.Simulation.SimulationException;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// Ends, rewinds, restarts and purges instances of which nobody else asks anything just then. Who gets no answer looks at what the next process
/// shows, and does not order the same again blindly: a second restart would be another one.
/// </summary>
internal sealed class SimulatedAdmin(SimulatedWorld world, SimulatedProcess process)
{
    private WorkflowEngine Engine => process.Engine;

    /// <summary>Whether an order may be given now.</summary>
    public static bool CanOperateOn(ModelInstance instance) => instance is { Callers: 0, IsOperatedOn: false };

    public void Operate(ModelInstance instance, Order order)
    {
        world.Note($"{order} {instance.Id}");
        instance.Ordered();
        _ = Wait();

        async Task Wait()
        {
            try
            {
                var isDone = await Obey(instance, order);
                world.Note($"{order} {instance.Id} is{(isDone ? "" : " not")} done");
                instance.Learn(order, isDone);
            }
            catch (StoreUnavailableException)
            {
                world.Note($"no answer about {order} {instance.Id}");
                instance.Unanswered(order);
            }
            catch (Exception unexpected)
            {
                world.Fail(unexpected);
            }
        }
    }

    /// <summary>Purges in one order all that have ended. These are all instances that there are.</summary>
    public void PurgeEnded(IReadOnlyList<ModelInstance> instances)
    {
        world.Note("purge all that have ended");
        foreach (var instance in instances)
        {
            instance.Ordered();
        }

        _ = Wait();

        async Task Wait()
        {
            try
            {
                // A child that is being terminated keeps its parent for a while.
                var mustGo = instances.Where(instance => instance is { IsEnded: true, IsTerminated: false }).ToList();
                await Engine.Purge(new WorkflowQuery(Kind: Script.Kind), default);
                foreach (var instance in instances)
                {
                    var isGone = await Engine.Find(instance.Id, default) is null;
                    Require(isGone || !mustGo.Contains(instance), $"{instance.Id}: passed over by a purge though it has ended");
                    instance.Learn(Order.Purge, isGone);
                }
            }
            catch (StoreUnavailableException)
            {
                world.Note("no answer about the purge");
                foreach (var instance in instances)
                {
                    instance.Unanswered(Order.Purge);
                }
            }
            catch (Exception unexpected)
            {
                world.Fail(unexpected);
            }
        }
    }

    /// <summary>Whether it was done.</summary>
    private async Task<bool> Obey(ModelInstance instance, Order order)
    {
        var (wasEnded, wasFailed, wasTerminated, wasThere) = (instance.IsEnded, instance.IsFailed, instance.IsTerminated, instance.IsAcknowledged);
        if (order == Order.Terminate)
        {
            var isDone = await Engine.Terminate(instance.Id, "", default);
            Require(!isDone || !wasEnded, $"{instance.Id}: terminated though it has ended");
            Require(isDone || await Engine.Find(instance.Id, default) is not { Completed: null }, $"{instance.Id}: not terminated though it runs");
            return isDone;
        }

        var outcome = await (order switch
        {
            Order.Rewind => Engine.Rewind(instance.Id, "", default),
            Order.Restart => Engine.Restart(instance.Id, "", default),
            _ => Engine.Purge(instance.Id, default),
        });
        Require(outcome != OperationOutcome.Unknown || !wasThere, $"{instance.Id}: unknown to {order} though it is started");
        Require(outcome != OperationOutcome.ChildRuns || wasTerminated, $"{instance.Id}: {order} finds a child that runs");
        Require(
            outcome != OperationOutcome.NotInState || !(order == Order.Rewind ? wasFailed : wasEnded), $"{instance.Id}: {order} comes too early");
        Require(outcome != OperationOutcome.Done || order != Order.Rewind || !wasEnded || wasFailed, $"{instance.Id}: rewound without a failure");
        return outcome == OperationOutcome.Done;
    }
}
