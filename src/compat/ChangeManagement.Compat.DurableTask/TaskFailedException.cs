namespace Microsoft.DurableTask;

/// <summary>An activity or sub-orchestration failed on its last attempt.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>By an exception.</summary>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Sentence(taskName, taskId, innerException.Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>By what is known of it.</summary>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Sentence(taskName, taskId, failureDetails.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>The activity or orchestrator.</summary>
    public string TaskName { get; }

    /// <summary>Which call it was.</summary>
    public int TaskId { get; }

    /// <summary>What went wrong.</summary>
    public TaskFailureDetails FailureDetails { get; }

    private static string Sentence(string name, int id, string message) => $"Task '{name}' (#{id}): {message}";
}
