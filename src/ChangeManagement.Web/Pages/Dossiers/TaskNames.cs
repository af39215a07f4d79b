namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>The last parts of the addresses that the forms of a change are sent to.</summary>
internal static class TaskNames
{
    public const string Implement = "implement";
    public const string Complete = "complete";
    public const string Close = "close";
    public const string Authorize = "authorize";
    public const string Contest = "contest";
    public const string ReportProblem = "report-problem";
    public const string DecideRollback = "decide-rollback";
    public const string CompleteRollback = "complete-rollback";
    public const string Hold = "hold";
    public const string Resume = "resume";
    public const string Withdraw = "withdraw";

    /// <summary>What people read.</summary>
    public static string Title(string name) => name switch
    {
        Implement => "Start or schedule the work",
        Complete => "Report the work as done or failed",
        Close => "Write what is owed and close",
        Authorize => "Record an authorization by voice",
        Contest => "Contest the authorization recorded as yours",
        ReportProblem => "Report a problem",
        DecideRollback => "Roll back or keep",
        CompleteRollback => "Report the rollback as done",
        Hold => "Put on hold",
        Resume => "Resume",
        Withdraw => "Withdraw",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
