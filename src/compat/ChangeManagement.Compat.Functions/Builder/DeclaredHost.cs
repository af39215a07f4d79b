using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>An app on declarations: whoever starts it learns what to build instead.</summary>
internal sealed class DeclaredHost(IHost inner) : IHost
{
    public IServiceProvider Services => inner.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => throw new InvalidOperationException(
        "This Functions app was built with AzurePackages=compat, which only declares the Functions worker and cannot run. Restore and build it "
        + "with AzurePackages=nuget (set the variable AzurePackages before func start), or run src/ChangeManagement.Server.");

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Dispose() => inner.Dispose();
}
