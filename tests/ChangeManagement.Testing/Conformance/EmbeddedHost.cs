using ChangeManagement.Engine;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Testing.Conformance;

/// <summary>The embedded engine on a file in a folder of its own.</summary>
internal sealed class EmbeddedHost : WorkflowHost
{
    private readonly TemporaryFolder folder = new();
    private readonly EngineOptions options;
    private WorkflowCatalog catalog;
    private int deployments;

    private EmbeddedHost(WorkflowCatalog catalog, EngineOptions options)
    {
        this.catalog = catalog;
        this.options = options;
    }

    public override IWorkflowClient Client => Engine;

    public WorkflowEngine Engine { get; private set; } = null!;

    public SqliteStore Store { get; private set; } = null!;

    /// <summary>What stopped the process; null while it lives.</summary>
    public Exception? Fatal { get; private set; }

    /// <summary>Set before it is opened: follows the writer of each process.</summary>
    public Action<WriterStep>? Probe { get; init; }

    /// <summary>How often something stopped the process.</summary>
    public int Stops { get; private set; }

    public string Path => System.IO.Path.Combine(folder.Path, "engine.db");

    /// <summary>Workflows stay in memory; every turn is verified against a replay.</summary>
    public static Task<WorkflowHost> Hot(WorkflowCatalog catalog) => Upcast(Start(catalog, new EngineOptions { VerifyEvery = 1 }));

    /// <summary>Every turn begins with a replay, and every queue is as short as can be.</summary>
    public static Task<WorkflowHost> Evicted(WorkflowCatalog catalog) =>
        Upcast(Start(catalog, new EngineOptions { HotInstances = 0, TimerWindow = 2, TurnLimit = 3 }));

    public static async Task<EmbeddedHost> Start(WorkflowCatalog catalog, EngineOptions? options = null)
    {
        var host = Closed(catalog, options);
        await host.Open();
        return host;
    }

    /// <summary>One that is yet to be opened, on a file that is yet to be made.</summary>
    public static EmbeddedHost Closed(WorkflowCatalog catalog, EngineOptions? options = null, Action<WriterStep>? probe = null) =>
        new(catalog, options ?? new EngineOptions { VerifyEvery = 1 }) { Probe = probe };

    public override Task WhenIdle() => Engine.WhenIdle();

    public override async Task Crash(WorkflowCatalog? deployed = null)
    {
        Kill();
        if (deployed is not null)
        {
            catalog = deployed;
            options.Deployment = $"deployment {++deployments}";
        }

        await Open();
    }

    /// <summary>Ends the process as it stands.</summary>
    public void Kill()
    {
        Engine.Abandon();
        Engine.Dispose();
        Store.Abandon();
    }

    public async Task Open()
    {
        Fatal = null;
        Store = SqliteStore.Open(Path, new StoreOptions { OnFatal = Die });
        Store.Writer.Probe = Probe;
        Engine = new WorkflowEngine(Store, catalog, Time, options);
        try
        {
            await Engine.Start();
        }
        catch
        {
            Kill();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Engine.Stop();
        Engine.Dispose();
        Store.Dispose();
        folder.Dispose();
    }

    private void Die(Exception failure)
    {
        Fatal ??= failure;
        Stops++;
    }

    private static async Task<WorkflowHost> Upcast(Task<EmbeddedHost> host) => await host;
}
