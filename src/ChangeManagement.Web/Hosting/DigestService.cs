using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>Looks at intervals whose morning it is; setting <c>Digest:Interval</c>, five minutes if it is not set, never if it is zero.</summary>
internal sealed class DigestService(DigestRounds rounds, TimeProvider time, IConfiguration settings, ILogger<DigestService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = settings.GetValue("Digest:Interval", TimeSpan.FromMinutes(5));
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await rounds.Look(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The messages of the day were not all sent; the next look goes on.");
            }
        }
    }
}
