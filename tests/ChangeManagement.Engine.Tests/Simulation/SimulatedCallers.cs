using ChangeManagement.Register;
using ChangeManagement.Workflows;
using static ChangeManagement.Engine.Tests.Simulation.SimulationException;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>Those who start instances, raise events and pause. They ask and go on; what they are told is kept in the model.</summary>
internal sealed class SimulatedCallers(SimulatedWorld world, SimulatedProcess process)
{
    private WorkflowEngine Engine => process.Engine;

    public void Start(ModelInstance instance)
    {
        world.Note($"start {instance.Id}");
        Ask(instance, $"the start of {instance.Id}", async () =>
        {
            var wasAcknowledged = instance.IsAcknowledged;
            var outcome = await Engine.Start(Script.Kind, instance.Id, instance.Steps, default);
            Require(outcome != StartOutcome.IdTaken, $"{instance.Id}: the same request is taken for another");
            Require(!wasAcknowledged || outcome == StartOutcome.AlreadyStarted, $"{instance.Id}: started twice");
            instance.IsAcknowledged = true;
            Require(await Engine.Find(instance.Id, default) is not null, $"{instance.Id}: acknowledged before it is on disk");
        });
    }

    /// <summary>Raises an event that nobody was told is accepted.</summary>
    public void RaiseNext(ModelInstance instance)
    {
        var name = world.Pick(Script.EventNames);

        // Only a caller who was told that the instance exists may raise one event before hearing of the last.
        var waiting = instance.Events(name).FirstOrDefault(raised => raised.AcceptedAt is null && !raised.IsOutstanding);
        if (waiting is null && (instance.IsAcknowledged || instance.Events(name).All(raised => raised.AcceptedAt is not null)))
        {
            waiting = instance.AddEvent(name);
        }

        if (waiting is not null)
        {
            Raise(instance, waiting);
        }
    }

    /// <summary>Raises an event again that was accepted.</summary>
    public void Repeat(ModelInstance instance)
    {
        var accepted = Script.EventNames.SelectMany(instance.Events).Where(raised => raised.AcceptedAt is not null).ToList();
        if (accepted.Count > 0)
        {
            Raise(instance, accepted[world.Chance.Next(accepted.Count)]);
        }
    }

    public void Raise(ModelInstance instance, ModelEvent raised)
    {
        world.Note($"raise {raised.Id} for {instance.Id}");
        Ask(instance, $"{raised.Id} for {instance.Id}", async () =>
        {
            try
            {
                raised.IsOutstanding = true;
                var wasAcknowledged = instance.IsAcknowledged;
                var outcome = await Engine.Raise(instance.Id, raised.Name, raised.Payload, raised.Id, default);
                Require(outcome != RaiseOutcome.Unknown || !wasAcknowledged, $"{instance.Id}: unknown to an event though it is started");
                if (outcome == RaiseOutcome.Ended)
                {
                    Require(
                        (await Engine.Find(instance.Id, default))?.Completed is not null, $"{instance.Id}: too late for an event though it runs");
                }

                raised.AcceptedAt = outcome == RaiseOutcome.Accepted ? raised.AcceptedAt ?? world.Now : raised.AcceptedAt;
            }
            finally
            {
                raised.IsOutstanding = false;
            }
        });
    }

    public void Suspend(ModelInstance instance)
    {
        world.Note($"suspend {instance.Id}");
        instance.Suspensions++;
        instance.MayBeSuspended = true;
        Ask(instance, $"the pause of {instance.Id}", async () =>
        {
            try
            {
                await Engine.Suspend(instance.Id, "", default);
            }
            finally
            {
                instance.Suspensions--;
                instance.MayBeSuspended = true;
            }
        });
    }

    public void Resume(ModelInstance instance)
    {
        world.Note($"resume {instance.Id}");
        Ask(instance, $"the end of the pause of {instance.Id}", async () =>
        {
            if (await Engine.Resume(instance.Id, "", default))
            {
                instance.MayBeSuspended = instance.Suspensions > 0;
            }
        });
    }

    private void Ask(ModelInstance instance, string about, Func<Task> ask)
    {
        _ = Wait();

        async Task Wait()
        {
            instance.Callers++;
            try
            {
                await ask();
            }
            catch (StoreUnavailableException)
            {
                world.Note($"no answer about {about}");
            }
            catch (Exception unexpected)
            {
                world.Fail(unexpected);
            }
            finally
            {
                instance.Callers--;
            }
        }
    }
}
