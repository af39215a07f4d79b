using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Recovery;

/// <summary>
/// Charges what ran when the process before this one ended with its end, quarantines workflows that were charged too often, and takes those
/// out of quarantine that another deployment put there.
/// </summary>
internal sealed class RecoveryCommit(IReadOnlyList<(long Instance, int Task)> suspects, EngineOptions options, long now) : WriteRequest
{
    private const string ReleaseSql = """
        UPDATE instances SET status=CASE turn WHEN 0 THEN 'pending' ELSE 'running' END, health=NULL, deployment=NULL, crashes=0, updated=?,
          error_type=NULL, error_message=NULL
        WHERE health IS NOT NULL AND status='quarantined' AND deployment<>?
        """;

    private const string QuarantineSql = """
        UPDATE instances SET status='quarantined', health=?, deployment=?, updated=?, error_type=?, error_message=?
        WHERE id=? AND crashes>=? AND status IN ('pending','running')
        """;

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool MayBeRefused => false;

    public Task Done => done.Task;

    public override bool Apply(WriteScope scope)
    {
        var database = scope.Database;
        database.Prepare(ReleaseSql).With(now).With(options.Deployment).Run();
        foreach (var (instance, task) in suspects)
        {
            if (task == CrashJournal.Turn)
            {
                Charge(database, instance);
            }
            else
            {
                TaskRows.CountCrash(database, instance, task);
            }
        }

        return true;
    }

    public override void Committed() => done.SetResult();

    public override void Failed(Exception reason) => done.SetException(reason);

    private void Charge(Database database, long instance)
    {
        database.Prepare("UPDATE instances SET crashes=crashes+1 WHERE id=? AND completed IS NULL").With(instance).Run();
        database.Prepare(QuarantineSql)
            .With(RunFault.Crashed).With(options.Deployment).With(now).With(RunFault.Crashed)
            .With($"The process ended {options.CrashLimit} times while this workflow ran a turn. It is tried again after a deployment.")
            .With(instance).With(options.CrashLimit).Run();
    }
}
