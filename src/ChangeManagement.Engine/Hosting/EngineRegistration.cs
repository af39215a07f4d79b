using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Hosting;

/// <summary>Puts the embedded engine and its tables behind the two seams.</summary>
public static class EngineRegistration
{
    /// <summary>
    /// Registers <see cref="IWorkflowClient"/> and, where nothing else keeps them, <see cref="ITables"/> on one SQLite file and runs the engine with the
    /// host. Needs a <see cref="WorkflowCatalog"/>; takes <see cref="TimeProvider"/> from the container or the system's.
    /// </summary>
    public static IServiceCollection AddChangeManagementEngine(
        this IServiceCollection services, string path, Action<EngineOptions>? engine = null, Action<StoreOptions>? store = null)
    {
        var engineOptions = new EngineOptions();
        var storeOptions = new StoreOptions();
        engine?.Invoke(engineOptions);
        store?.Invoke(storeOptions);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            SqliteStore.Open(path, storeOptions, provider.GetService<ILoggerFactory>()?.CreateLogger<SqliteStore>()));
        services.TryAddSingleton<ITables, SqliteTables>();
        services.AddSingleton(provider => new WorkflowEngine(
            provider.GetRequiredService<SqliteStore>(),
            provider.GetRequiredService<WorkflowCatalog>(),
            provider.GetRequiredService<TimeProvider>(),
            engineOptions,
            provider.GetService<ILoggerFactory>()));
        services.AddSingleton<IWorkflowClient>(provider => provider.GetRequiredService<WorkflowEngine>());
        services.AddHostedService<EngineService>();
        return services;
    }

    private sealed class EngineService(WorkflowEngine engine) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => engine.Start(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => engine.Stop(cancellationToken);
    }
}
