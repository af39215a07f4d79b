using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>Looks at the files of the rulebook at intervals; setting <c>Policies:Watch</c>, five seconds if it is not set, never if it is zero.</summary>
internal sealed class RulebookWatchService(RulebookWatch watch, TimeProvider time, IConfiguration settings, ILogger<RulebookWatchService> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = settings.GetValue("Policies:Watch", TimeSpan.FromSeconds(5));
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.Look(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The policies were not looked at; the next look tries again.");
            }
        }
    }
}
