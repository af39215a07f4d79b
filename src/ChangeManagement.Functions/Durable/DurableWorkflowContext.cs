using System.Text.Json;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using RetryPolicy = ChangeManagement.Workflows.RetryPolicy;

namespace ChangeManagement.Functions.Durable;

/// <summary>Runs our workflows on Durable Functions: the one place where they meet its orchestration context.</summary>
public sealed class DurableWorkflowContext(TaskOrchestrationContext context) : IWorkflowContext
{
    private readonly Dictionary<string, DurableEvents> events = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private ILogger? logger;

    /// <inheritdoc/>
    public string InstanceId => context.InstanceId;

    /// <inheritdoc/>
    public string Version => WorkflowCatalog.VersionOf(context.Name.Name);

    /// <inheritdoc/>
    public bool IsReplaying => context.IsReplaying;

    /// <inheritdoc/>
    public DateTimeOffset Now => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    /// <inheritdoc/>
    public ILogger Logger => logger ??= context.CreateReplaySafeLogger("ChangeManagement.Workflows." + context.Name.Name);

    /// <inheritdoc/>
    public Task<T> Call<T>(string activity, object? input = null, RetryPolicy? retry = null) =>
        Surfacing(activity, context.CallActivityAsync<T>(activity, input, Options(retry)));

    /// <inheritdoc/>
    public Task<T> CallChild<T>(string kind, object? input, string instanceId)
    {
        WorkflowLimits.CheckId(instanceId);
        return Surfacing(kind, context.CallSubOrchestratorAsync<T>(kind, input, new SubOrchestrationOptions(instanceId: instanceId)));
    }

    /// <inheritdoc/>
    public Task Sleep(DateTimeOffset until, CancellationToken cancellation = default) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : context.CreateTimer(until.UtcDateTime, cancellation);

    /// <inheritdoc/>
    public Task<T> WaitFor<T>(string eventName)
    {
        if (!events.TryGetValue(eventName, out var named))
        {
            named = new DurableEvents(context, eventName, seen);
            events.Add(eventName, named);
        }

        return named.Next<T>();
    }

    /// <inheritdoc/>
    public void Raise(string instanceId, string eventName, object? payload = null)
    {
        WorkflowLimits.CheckId(instanceId);
        context.SendEvent(instanceId, eventName, WorkflowEvent.Of(id: null, payload));
    }

    /// <inheritdoc/>
    public void SetStatus(object? status)
    {
        WorkflowLimits.CheckStatus(JsonSerializer.SerializeToUtf8Bytes(status, status?.GetType() ?? typeof(object), Json.Options));
        context.SetCustomStatus(status);
    }

    /// <inheritdoc/>
    public Guid NewGuid() => context.NewGuid();

    private static async Task<T> Surfacing<T>(string task, Task<T> called)
    {
        try
        {
            return await called;
        }
        catch (TaskFailedException failure)
        {
            var details = failure.FailureDetails;
            throw new WorkflowTaskException(task, details.ErrorType, details.ErrorMessage, Inner(details.InnerFailure));
        }
    }

    private static string? Inner(TaskFailureDetails? failure)
    {
        var lines = new List<string>();
        for (var inner = failure; inner is not null; inner = inner.InnerFailure)
        {
            lines.Add($"{inner.ErrorType}: {inner.ErrorMessage}");
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static TaskOptions? Options(RetryPolicy? retry)
    {
        if (retry is null or { Attempts: <= 1 })
        {
            return null;
        }

        // Durable takes no first wait of nothing and none above its cap, and caps at an hour unless told otherwise.
        var cap = retry.MaxDelay ?? Timeout.InfiniteTimeSpan;
        var first = retry.MaxDelay < retry.FirstDelay ? cap : retry.FirstDelay;
        return TaskOptions.FromRetryPolicy(new Microsoft.DurableTask.RetryPolicy(
            retry.Attempts, first > TimeSpan.Zero ? first : TimeSpan.FromTicks(1), retry.Coefficient, cap));
    }
}
