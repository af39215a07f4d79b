namespace ChangeManagement.Workflows;

/// <summary>Planned work of high impact: its review after the work comes before the papers, which record what the review found.</summary>
public static class MajorChange
{
    /// <summary>The stored name.</summary>
    public const string Kind = "change-major-v1";

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
        await change.PostImplementationReview();
        await change.Documentation();
        await change.Duties();
        await change.Closure();
    });
}
