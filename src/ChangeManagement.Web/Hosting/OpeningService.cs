using ChangeManagement.Register;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>Opens a new register before anything else is written to it.</summary>
internal sealed class OpeningService(RegisterOpening opening, TimeProvider time) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => opening.Open(time.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
