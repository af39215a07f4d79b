using ChangeManagement.Engine;
using ChangeManagement.Functions.Durable;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Conformance;
using ChangeManagement.Workflows;
using Microsoft.DurableTask;

namespace ChangeManagement.Testing.Durable;

/// <summary>
/// Our workflows as Durable Functions would run them: the embedded engine, under a context and a client with the faults of the real ones, under
/// our adapters. Like the real one without extended sessions it replays before every turn.
/// </summary>
public sealed class DurableHost : WorkflowHost
{
    private readonly EmbeddedHost embedded;
    private readonly TaskHub hub = new();

    private DurableHost(EmbeddedHost embedded, WorkflowCatalog catalog)
    {
        this.embedded = embedded;
        Client = new DurableWorkflowClient(hub, catalog);
        hub.Use(Bare);
    }

    /// <inheritdoc/>
    public override IWorkflowClient Client { get; }

    /// <inheritdoc/>
    public override VirtualTime Time => embedded.Time;

    /// <summary>The client with its faults.</summary>
    public FakeDurableTaskClient Bare => new(embedded.Engine);

    /// <summary>What the engine recorded.</summary>
    public IWorkflowClient Recorded => embedded.Engine;

    /// <summary>Runs a catalog of workflows through the adapters.</summary>
    public static async Task<WorkflowHost> Start(WorkflowCatalog catalog) =>
        new DurableHost(await Open(Adapted(catalog)), catalog);

    /// <summary>Runs a catalog of workflows that bring their orchestration context along.</summary>
    public static async Task<DurableHost> StartAsIs(WorkflowCatalog catalog) => new(await Open(catalog), catalog);

    /// <summary>Runs one orchestrator, named <c>test-v1</c>, on the context with its faults.</summary>
    public static Task<DurableHost> StartBare<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator) =>
        StartAsIs(new WorkflowCatalog().AddWorkflow<TInput, TOutput>(
            "test-v1", (context, input) => orchestrator(new FakeOrchestrationContext(context, "test-v1"), input)));

    /// <summary>The workflows of a catalog, each on the adapter on the context with its faults; the activities as they are.</summary>
    public static WorkflowCatalog Adapted(WorkflowCatalog catalog)
    {
        var adapted = new WorkflowCatalog();
        foreach (var activity in catalog.Activities.Values)
        {
            adapted.Add(activity);
        }

        foreach (var workflow in catalog.Workflows.Values)
        {
            adapted.Add(workflow with
            {
                Run = (context, input) => workflow.Run(new DurableWorkflowContext(new FakeOrchestrationContext(context, workflow.Kind)), input),
            });
        }

        return adapted;
    }

    /// <inheritdoc/>
    public override int Generation(int life) => 1;

    /// <inheritdoc/>
    public override string? ReasonOfSuspension(string reason) => null;

    /// <inheritdoc/>
    public override Task WhenIdle() => embedded.WhenIdle();

    /// <inheritdoc/>
    public override async Task Crash(WorkflowCatalog? deployed = null)
    {
        await embedded.Crash(deployed is null ? null : Adapted(deployed));
        hub.Use(Bare);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => embedded.DisposeAsync();

    private static Task<EmbeddedHost> Open(WorkflowCatalog catalog) =>
        EmbeddedHost.Start(catalog, new EngineOptions { Json = Json.Options, HotInstances = 0 });
}
