using System.Collections.Concurrent;
using ChangeManagement.Engine;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>The workflow that every engine runs: two steps, a decision raced with a timer of 24 hours, one step.</summary>
internal sealed class ApprovalWorkflow : IAsyncDisposable
{
    public const string Kind = "approval-v1";

    private const int MostLooksAtOnce = 300;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> recorded = new(StringComparer.Ordinal);
    private readonly SqliteStore store;
    private int looking;

    private ApprovalWorkflow(string path, EngineOptions options)
    {
        store = SqliteStore.Open(path, new StoreOptions(), logger: null);
        Engine = new WorkflowEngine(store, Catalog(), TimeProvider.System, options);
    }

    public WorkflowEngine Engine { get; }

    /// <summary>Opens the file, synced as the product has it, and serves.</summary>
    public static async Task<ApprovalWorkflow> Open(string path, EngineOptions? options = null)
    {
        var opened = new ApprovalWorkflow(path, options ?? new EngineOptions());
        await opened.Engine.Start();
        return opened;
    }

    public Task Start(string id) => Engine.Start(Kind, id, id, CancellationToken.None);

    public Task Decide(string id) => Engine.Raise(id, "decision", "approved", eventId: null, CancellationToken.None);

    /// <summary>Completes when the result is on disk.</summary>
    public async Task Result(string id)
    {
        await recorded.GetOrAdd(id, NewSignal).Task;
        recorded.TryRemove(id, out _);
        // The last step has run; the turn that it causes is committed a moment later. Few callers look again at once, many let others run.
        Interlocked.Increment(ref looking);
        for (var looked = 0; (await Engine.Find(id, CancellationToken.None))?.State is not WorkflowState.Completed; looked++)
        {
            await (looked < MostLooksAtOnce / looking ? Yielded() : Task.Delay(TimeSpan.FromMilliseconds(1)));
        }

        Interlocked.Decrement(ref looking);

        static async Task Yielded() => await Task.Yield();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.Stop();
        Engine.Dispose();
        store.Dispose();
    }

    private static TaskCompletionSource NewSignal(string id) => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkflowCatalog Catalog() => new WorkflowCatalog()
        .AddActivity<string, int>("assess", (_, _) => Task.FromResult(1))
        .AddActivity<string, int>("ask", (_, _) => Task.FromResult(2))
        .AddActivity<string, int>("record", (id, _) =>
        {
            recorded.GetOrAdd(id, NewSignal).TrySetResult();
            return Task.FromResult(3);
        })
        .AddWorkflow<string, string>(Kind, async (context, id) =>
        {
            await context.Call<int>("assess", id);
            await context.Call<int>("ask", id);
            using var cancellation = new CancellationTokenSource();
            var decision = context.WaitFor<string>("decision");
            await Task.WhenAny(decision, context.Sleep(context.Now.AddHours(24), cancellation.Token));
            cancellation.Cancel();
            await context.Call<int>("record", id);
            return decision.IsCompleted ? await decision : "expired";
        });
}
