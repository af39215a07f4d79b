using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Activities;

/// <summary>Writes down that an attempt failed and when the next one is due; there is none if its instance has ended meanwhile.</summary>
internal sealed class AttemptCommit(ActivityTask task, Action<ActivityTask> written) : WriteRequest
{
    private bool isGone;

    public override bool MayBeRefused => false;

    public override bool Apply(WriteScope scope)
    {
        isGone = !TaskRows.UpdateAttempts(scope.Database, task);
        return true;
    }

    public override void Committed()
    {
        // The end of an instance takes the rows of its tasks away, also of those that were running then.
        task.IsAbandoned |= isGone;
        written(task);
    }

    // The count is also in memory; should the process end before the next attempt, there is one more, and activities run at least once.
    public override void Failed(Exception reason) => written(task);
}
