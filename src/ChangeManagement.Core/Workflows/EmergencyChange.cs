namespace ChangeManagement.Workflows;

/// <summary>Work that cannot wait. What it owes is chased from the first minute, beside everything that follows.</summary>
public static class EmergencyChange
{
    /// <summary>The stored name.</summary>
    public const string Kind = "change-emergency-v1";

    /// <summary>Runs one change to its end.</summary>
    public static Task<string> Run(IWorkflowContext context, ChangeRun run) => ChangeWatch.Over(context, run, async change =>
    {
        await change.Approvals();
        var duties = change.Duties();
        await change.Implementation();
        await change.Rollback();
        await change.Verification();
        await Task.WhenAll(duties, change.Documentation(), change.PostImplementationReview());
        await change.Closure();
    });
}
