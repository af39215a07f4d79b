using ChangeManagement.Register.Anchoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// Anchors the register at intervals and when the host stops; setting <c>Audit:AnchorEvery</c>, five minutes if it is not set,
/// only when the host stops if it is zero.
/// </summary>
internal sealed class AnchorService(Anchors anchors, TimeProvider time, IConfiguration settings, ILogger<AnchorService> logger) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = settings.GetValue("Audit:AnchorEvery", TimeSpan.FromMinutes(5));
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Try(stoppingToken);
        }
    }

    private async Task Try(CancellationToken stopping)
    {
        try
        {
            await anchors.Write(time.GetUtcNow(), stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The register was not anchored; the next time tries again.");
        }
    }
}
