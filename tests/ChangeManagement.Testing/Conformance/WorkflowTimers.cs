namespace ChangeManagement.Testing.Conformance;

/// <summary>How the workflows of the tests cancel a timer that lost its race.</summary>
public static class WorkflowTimers
{
    /// <summary>
    /// Cancels on the workflow's own thread. What the runtime offers to asynchronous code, <c>CancelAsync</c>, leaves that thread, and the engine
    /// would set the workflow aside for it.
    /// </summary>
    public static void CancelHere(this CancellationTokenSource timer) => timer.Cancel();
}
