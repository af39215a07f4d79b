using Microsoft.Extensions.Logging;

namespace ChangeManagement.Workflows;

/// <summary>
/// All that an orchestrator may touch. Both hosts provide it: the embedded engine and, in Azure, Durable Functions.
/// An orchestrator runs again from its first line after every restart, so everything that is not pure comes through here.
/// </summary>
public interface IWorkflowContext
{
    /// <summary>At most 100 characters, none of <c>/ \ # ? @</c>.</summary>
    string InstanceId { get; }

    /// <summary>The version stamped at the start, for example <c>v1</c> of <c>change-normal-v1</c>.</summary>
    string Version { get; }

    /// <summary>True while past turns are repeated; side effects outside the context must not happen then.</summary>
    bool IsReplaying { get; }

    /// <summary>UTC, constant within a turn.</summary>
    DateTimeOffset Now { get; }

    /// <summary>A logger that is silent while replaying.</summary>
    ILogger Logger { get; }

    /// <summary>Runs an activity at least once and gives its result.</summary>
    /// <exception cref="WorkflowTaskException">The activity failed on its last attempt.</exception>
    Task<T> Call<T>(string activity, object? input = null, RetryPolicy? retry = null);

    /// <summary>Runs another workflow to its end and gives its result.</summary>
    /// <exception cref="WorkflowTaskException">The child failed or was terminated.</exception>
    Task<T> CallChild<T>(string kind, object? input, string instanceId);

    /// <summary>A durable timer. Cancel one that lost its race: an open timer keeps the instance from completing.</summary>
    Task Sleep(DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>
    /// The next event of that name, in the order they were raised; names ignore case. There is no token and no time-out on purpose:
    /// in Durable Functions a cancelled waiter can swallow an event. Keep one waiter per name and arm it again when it has fired.
    /// </summary>
    Task<T> WaitFor<T>(string eventName);

    /// <summary>Raises an event for another instance; one that is unknown or has ended is ignored.</summary>
    void Raise(string instanceId, string eventName, object? payload = null);

    /// <summary>What admins see of the instance, at most 16 KB as JSON.</summary>
    void SetStatus(object? status);

    /// <summary>The same id at every replay.</summary>
    Guid NewGuid();
}
