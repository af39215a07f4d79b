using System.Threading.Channels;
using ChangeManagement.Register;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// Follows up on appends after their callers were answered. What fails or is lost here stays announced by its intent, and the sweeper
/// finishes it.
/// </summary>
public sealed class AftermathService(IServiceProvider services, ILogger<AftermathService> logger) : BackgroundService, IAfterwards
{
    private const int Workers = 8;
    private const int Capacity = 50_000;

    private readonly Channel<(string Number, Intent? Intent)> queue =
        Channel.CreateBounded<(string, Intent?)>(Capacity);

    private readonly Lock idleLock = new();
    private int pending;
    private long followed;
    private TaskCompletionSource? idle;

    /// <summary>True when nothing is left to follow up.</summary>
    public bool IsIdle => Volatile.Read(ref pending) == 0;

    /// <summary>How many appends were announced since the start.</summary>
    public long Followed => Interlocked.Read(ref followed);

    /// <inheritdoc/>
    public void Follow(string number, Intent? intent)
    {
        lock (idleLock)
        {
            pending++;
            followed++;
        }

        if (!queue.Writer.TryWrite((number, intent)))
        {
            Finish();
        }
    }

    /// <summary>Completes when nothing is left to follow up.</summary>
    public Task WhenIdle()
    {
        lock (idleLock)
        {
            return pending == 0 ? Task.CompletedTask : (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken stopping)
    {
        // Resolved late: the follow-up rings workflows, whose activities come back to the desk that announces here.
        var aftermath = services.GetRequiredService<Aftermath>();
        await foreach (var (number, intent) in queue.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await aftermath.Run(number, intent, stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "{Number} was not followed up; the sweeper will do it.", number);
            }
            finally
            {
                Finish();
            }
        }
    }

    private void Finish()
    {
        TaskCompletionSource? reached = null;
        lock (idleLock)
        {
            if (--pending == 0)
            {
                (reached, idle) = (idle, null);
            }
        }

        reached?.SetResult();
    }
}
