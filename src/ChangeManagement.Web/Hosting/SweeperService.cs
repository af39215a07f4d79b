using ChangeManagement.Register;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>Sweeps at intervals; setting <c>Sweeper:Interval</c>, one minute if it is not set, never if it is zero.</summary>
internal sealed class SweeperService(Sweeper sweeper, TimeProvider time, IConfiguration settings, ILogger<SweeperService> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = settings.GetValue("Sweeper:Interval", TimeSpan.FromMinutes(1));
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        await Try(sweeper.SweepAtStart, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Try(sweeper.Sweep, stoppingToken);
        }
    }

    private async Task Try(Func<DateTimeOffset, CancellationToken, Task<int>> sweep, CancellationToken stopping)
    {
        try
        {
            await sweep(time.GetUtcNow(), stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The sweep failed; the next one tries again.");
        }
    }
}
