using System.Text.Json;
using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Timers;
using ChangeManagement.Engine.Turns;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>
/// What admins do to instances that have ended: rewind, restart, purge. Each is one commit that looks again at what it found, so of two at
/// once one wins and the other is told. On the engine's thread.
/// </summary>
internal sealed class Afterlife(
    Residents residents, Stepper stepper, TimerQueue timers, ActivityQueue activities, SqliteReaders readers, WorkflowCatalog catalog,
    JsonSerializerOptions json, TimeProvider clock, HistoryWriter writer, Func<long> nextId, Action<WriteRequest> submit, Action<Action> post)
{
    private long Now => clock.GetUtcNow().UtcTicks;

    public void Rewind(string name, Caller<OperationOutcome> caller)
    {
        if (Ended(name, caller) is not { } instance)
        {
            return;
        }

        if (instance.State != WorkflowState.Failed)
        {
            caller.Answer(OperationOutcome.NotInState);
            return;
        }

        Revive(new Rewinding(readers, catalog, json, nextId).Plan(instance), caller);
    }

    public void Restart(string name, Caller<OperationOutcome> caller)
    {
        if (Ended(name, caller) is { } instance)
        {
            Revive([Revival.FromTheStart(instance)], caller);
        }
    }

    public void Purge(string name, Caller<OperationOutcome> caller)
    {
        if (Ended(name, caller) is { } instance)
        {
            submit(new PurgeCommit(
                [instance.Id],
                purged => post(() =>
                {
                    purged.ForEach(residents.Forget);
                    caller.Answer(purged.Count > 0 ? OperationOutcome.Done : OperationOutcome.ChildRuns);
                }),
                reason => post(() => caller.Fail(reason))));
        }
    }

    /// <summary>Purges the families of these; answers with the number of instances.</summary>
    public void Purge(IReadOnlyList<long> roots, Caller<int> caller) => submit(new PurgeCommit(
        roots,
        purged => post(() =>
        {
            purged.ForEach(residents.Forget);
            caller.Answer(purged.Count);
        }),
        reason => post(() => caller.Fail(reason))));

    private Instance? Ended(string name, Caller<OperationOutcome> caller)
    {
        var instance = residents.Peek(name);
        if (instance is { IsEnded: true })
        {
            return instance;
        }

        caller.Answer(instance is null ? OperationOutcome.Unknown : OperationOutcome.NotInState);
        return null;
    }

    private void Revive(List<Revival> revivals, Caller<OperationOutcome> caller)
    {
        // What memory still has of the life before must not reach the next one: tasks are numbered anew.
        revivals.ForEach(revival =>
        {
            timers.Forget(revival.Instance.Id);
            residents.Forget(revival.Instance.Id);
        });
        submit(new RevivalCommit(
            revivals, writer, Now,
            outcome => post(() =>
            {
                if (outcome == OperationOutcome.Done)
                {
                    revivals.ForEach(Begin);
                }

                caller.Answer(outcome);
            }),
            reason => post(() => caller.Fail(reason))));
    }

    private void Begin(Revival revival)
    {
        revival.Timers.ForEach(timers.Add);
        revival.Tasks.ForEach(activities.Add);
        TurnEffects.Wake(residents.Find(revival.Instance.Id), stepper.Ready);
    }
}
