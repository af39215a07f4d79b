namespace ChangeManagement.Workflows;

/// <summary>
/// The phases that the workflows share. Each means <em>ensure</em>: it returns at once when the change is past it or the policy asks
/// nothing of it.
/// </summary>
public static class Phases
{
    /// <summary>Reviewers have assessed what they must.</summary>
    public static Task Review(this ChangeWatch change) => change.Until("review", now => now.IsReviewed || now.IsApproved);

    /// <summary>Every seat before the work is filled; reminders, escalation and expiry run meanwhile.</summary>
    public static Task Approvals(this ChangeWatch change) => change.Until("approvals", now => now.IsApproved);

    /// <summary>Tests, checklists and evidence that are due before the work are there.</summary>
    public static Task Tests(this ChangeWatch change) => change.Until("tests", now => now.IsReady || now.IsStarted);

    /// <summary>The window opens, or somebody starts the work.</summary>
    public static Task Window(this ChangeWatch change) => change.Until("window", now => now.IsStarted);

    /// <summary>The work is done, failed or undone.</summary>
    public static Task Implementation(this ChangeWatch change) => change.Until("implementation", now => now.IsWorkOver);

    /// <summary>A rollback that was asked for is decided, and executed if so decided; its clock runs meanwhile.</summary>
    public static Task Rollback(this ChangeWatch change) => change.Until("rollback", now => now.IsSettled);

    /// <summary>The result is verified and watched for as long as the policy says.</summary>
    public static Task Verification(this ChangeWatch change) => change.Until("verification", now => now.IsVerified && now.IsSettled);

    /// <summary>What must be written is written.</summary>
    public static Task Documentation(this ChangeWatch change) => change.Until("documentation", now => now.IsDocumented);

    /// <summary>The review after the work has its answers.</summary>
    public static Task PostImplementationReview(this ChangeWatch change) =>
        change.Until("post-implementation review", now => now.IsReviewHeld);

    /// <summary>What an emergency owes is done, approvals after the fact included.</summary>
    public static Task Duties(this ChangeWatch change) => change.Until("duties", now => now.AreDutiesDone);

    /// <summary>The change is at its end.</summary>
    public static Task Closure(this ChangeWatch change) => change.Until("closure", now => now.IsEnded);
}
