using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Activities;

/// <summary>Writes down that an attempt failed and when the next one is due.</summary>
internal sealed class AttemptCommit(ActivityTask task, Action<ActivityTask> written) : WriteRequest
{
    public override bool MayBeRefused => false;

    public override bool Apply(WriteScope scope)
    {
        TaskRows.UpdateAttempts(scope.Database, task);
        return true;
    }

    public override void Committed() => written(task);

    // The count is also in memory; should the process end before the next attempt, there is one more, and activities run at least once.
    public override void Failed(Exception reason) => written(task);
}
