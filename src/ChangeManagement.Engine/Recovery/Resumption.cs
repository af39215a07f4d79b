using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Turns;

namespace ChangeManagement.Engine.Recovery;

/// <summary>
/// Takes up after a restart what was under way: calls of activities, and instances with something in their inbox. In portions, so that
/// requests are served in between. Timers need nothing: their queue reads them.
/// </summary>
internal sealed class Resumption(
    EngineCore core, SqliteReaders readers, ActivityQueue activities, Attempts attempts, EngineOptions options,
    Action<ActivityTask, HistoryEvent> deliver)
{
    private const int Portion = 200;

    private Queue<ActivityTask> tasks = new();
    private Queue<long> waiting = new();

    public void Begin()
    {
        tasks = new Queue<ActivityTask>(readers.Read(0, static (database, _) => TaskRows.All(database)));
        waiting = new Queue<long>(readers.Read(0, static (database, _) => Arrivals.InboxRows.Waiting(database)));
        Continue();
    }

    private void Continue()
    {
        for (var i = 0; i < Portion && tasks.TryDequeue(out var task); i++)
        {
            TakeUp(task);
        }

        for (var i = 0; i < Portion && core.Stepper.HasRoom && waiting.TryDequeue(out var id); i++)
        {
            TurnEffects.Wake(core.Residents.Find(id), core.Stepper.Ready);
        }

        if (tasks.Count > 0 || waiting.Count > 0)
        {
            core.Post(Continue);
        }
    }

    private void TakeUp(ActivityTask task)
    {
        task.Call = FindCall(task);
        if (task.Call is null)
        {
            // It is repeated now rather than when it is next needed, so that admins see at once that it cannot be.
            TurnEffects.Wake(core.Residents.Find(task.Instance), core.Stepper.Ready);
        }
        else if (task.Crashes >= options.CrashLimit)
        {
            var message = $"The process ended {task.Crashes} times while the activity ran.";
            deliver(task, new HistoryEvent.TaskFailed(task.Task, new TaskError(task.Name, "ActivityCrashed", message, Inner: null)));
        }
        else if (task.NextAt is { } next)
        {
            attempts.Wait(task, next);
        }
        else
        {
            activities.Add(task);
        }
    }
    /// <summary>Null: the turn that made the call cannot be read, or does not hold it.</summary>
    private HistoryEvent.ActivityScheduled? FindCall(ActivityTask task)
    {
        try
        {
            var turn = readers.Read(task, static (database, task) =>
                HistoryRows.ReadTurn(database, task.Instance, task.Generation, task.Turn));
            return turn.OfType<HistoryEvent.ActivityScheduled>().FirstOrDefault(call => call.Task == task.Task);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
