namespace ChangeManagement.Workflows;

/// <summary>Pre-approved work from the catalogue: most of these have no seat to fill and go straight to the work.</summary>
public static class StandardChange
{
    /// <summary>The stored name.</summary>
    public const string Kind = "change-standard-v1";

    /// <summary>Runs one change to its end.</summary>
    public static Task<string> Run(IWorkflowContext context, ChangeRun run) => ChangeWatch.Over(context, run, async change =>
    {
        await change.Approvals();
        await change.Tests();
        await change.Window();
        await change.Implementation();
        await change.Rollback();
        await change.Verification();
        await change.Documentation();
        await change.Closure();
    });
}
