using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Scenarios that every host must pass. A host inherits each class and says how it starts.</summary>
public abstract class WorkflowConformance : IAsyncLifetime
{
    private readonly List<WorkflowHost> hosts = [];

    /// <summary>A catalog with the activities that many scenarios use.</summary>
    protected WorkflowCatalog Catalog { get; } = new WorkflowCatalog()
        .AddActivity<string, string>("upper", (text, _) => Task.FromResult(text.ToUpperInvariant()))
        .AddActivity<int, int>("double", (number, _) => Task.FromResult(number * 2));

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Starts the host under test.</summary>
    protected abstract Task<WorkflowHost> StartHost(WorkflowCatalog catalog);

    /// <summary>Starts the host with a workflow <c>test-v1</c> added to the catalog.</summary>
    protected Task<WorkflowHost> Host<TInput, TOutput>(Func<IWorkflowContext, TInput, Task<TOutput>> workflow)
    {
        Catalog.AddWorkflow("test-v1", workflow);
        return Host();
    }

    /// <summary>Starts the host with the catalog as it is.</summary>
    protected async Task<WorkflowHost> Host()
    {
        var host = await StartHost(Catalog);
        hosts.Add(host);
        return host;
    }
}
