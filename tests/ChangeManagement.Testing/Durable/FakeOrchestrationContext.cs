using System.Diagnostics;
using System.Text.Json;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using RetryPolicy = ChangeManagement.Workflows.RetryPolicy;

namespace ChangeManagement.Testing.Durable;

/// <summary>
/// An orchestration context on the embedded engine that has the faults of the real one: of several waiters the youngest gets an event, one that
/// was cancelled swallows it, nothing is recognised as repeated, a name has one type, long timers are split, and failures are Durable's own.
/// </summary>
public sealed class FakeOrchestrationContext(IWorkflowContext engine, string kind) : TaskOrchestrationContext
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    private readonly Dictionary<string, FakeEvents> events = new(StringComparer.OrdinalIgnoreCase);
    private int calls;

    /// <inheritdoc/>
    public override TaskName Name => kind;

    /// <inheritdoc/>
    public override string InstanceId => engine.InstanceId;

    /// <inheritdoc/>
    public override ParentOrchestrationInstance? Parent => throw new UnreachableException("The product asks for no parent.");

    /// <inheritdoc/>
    public override DateTime CurrentUtcDateTime => engine.Now.UtcDateTime;

    /// <inheritdoc/>
    public override bool IsReplaying => engine.IsReplaying;

    /// <inheritdoc/>
    protected override ILoggerFactory LoggerFactory => new EngineLogger(engine.Logger);

    /// <inheritdoc/>
    public override T GetInput<T>() => throw new UnreachableException("The product's orchestrators take their input as a parameter.");

    /// <inheritdoc/>
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        Failing(engine.Call<TResult>(name.Name, input, Retry(options)));

    /// <inheritdoc/>
    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => Failing(engine.CallChild<TResult>(
            orchestratorName.Name, input, (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("n")));

    /// <inheritdoc/>
    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = new DateTimeOffset(fireAt.ToUniversalTime());
        while (due - engine.Now > LongestTimer && !cancellationToken.IsCancellationRequested)
        {
            await engine.Sleep(engine.Now + LongestTimer, cancellationToken);
        }

        await engine.Sleep(due, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (!events.TryGetValue(eventName, out var named))
        {
            named = new FakeEvents(() => engine.WaitFor<JsonElement>(eventName));
            events.Add(eventName, named);
        }

        return named.WaitFor<T>(cancellationToken);
    }

    /// <inheritdoc/>
    public override void SendEvent(string instanceId, string eventName, object payload) => engine.Raise(instanceId, eventName, payload);

    /// <inheritdoc/>
    public override void SetCustomStatus(object? customStatus) => engine.SetStatus(customStatus);

    /// <inheritdoc/>
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        throw new UnreachableException("Events can be lost across it; the product does without.");

    /// <inheritdoc/>
    public override Guid NewGuid() => engine.NewGuid();

    private static RetryPolicy? Retry(TaskOptions? options) => options?.Retry?.Policy is { } policy
        ? new RetryPolicy(
            policy.MaxNumberOfAttempts,
            policy.FirstRetryInterval,
            policy.BackoffCoefficient,
            policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? null : policy.MaxRetryInterval)
        : null;

    private async Task<T> Failing<T>(Task<T> called)
    {
        var number = calls++;
        try
        {
            return await called;
        }
        catch (WorkflowTaskException failure)
        {
            var message = failure.Message[$"{failure.Task} failed: ".Length..];
            throw new TaskFailedException(
                failure.Task, number, new TaskFailureDetails(failure.ErrorType, message, null, Inner(failure.InnerFailure?.Split('\n') ?? []), null));
        }
    }

    private static TaskFailureDetails? Inner(ReadOnlySpan<string> lines) => lines is [var first, .. var deeper]
        && first.Split(": ", 2) is [var type, var message]
        ? new TaskFailureDetails(type, message, null, Inner(deeper), null)
        : null;

    private sealed class EngineLogger(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) => throw new UnreachableException();

        public void Dispose()
        {
        }
    }
}
