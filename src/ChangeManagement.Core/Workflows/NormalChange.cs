namespace ChangeManagement.Workflows;

/// <summary>Planned work that is reviewed and approved.</summary>
public static class NormalChange
{
    /// <summary>The stored name.</summary>
    public const string Kind = "change-normal-v1";

    /// <summary>Runs one change to its end.</summary>
    public static Task<string> Run(IWorkflowContext context, ChangeRun run) => ChangeWatch.Over(context, run, async change =>
    {
        await change.Review();
        await change.Approvals();
        await change.Tests();
        await change.Window();
        await change.Implementation();
        await change.Rollback();
        await change.Verification();
        await change.Documentation();
        await change.PostImplementationReview();
        await change.Closure();
    });
}
