using System.Threading.Channels;
using ChangeManagement.Register;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// Follows up on appends after their callers were answered: one change at a time, and all that waits for it at once, so that a busy host
/// does less for each.
/// What fails or is lost here stays announced by its intent, and the sweeper finishes it.
/// </summary>
public sealed class AftermathService(IServiceProvider services, ILogger<AftermathService> logger) : BackgroundService, IAfterwards
{
    private const int Workers = 16;
    private const int MostWaiting = 50_000;

    private readonly Channel<string> queue = Channel.CreateUnbounded<string>();
    private readonly Lock stateLock = new();
    private readonly Dictionary<string, FollowUp> waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);
    private long followed;
    private TaskCompletionSource? idle;

    /// <summary>True when nothing is left to follow up.</summary>
    public bool IsIdle
    {
        get
        {
            lock (stateLock)
            {
                return IsIdle_NeedsLock;
            }
        }
    }

    /// <summary>How many appends were announced since the start.</summary>
    public long Followed => Interlocked.Read(ref followed);

    /// <inheritdoc/>
    public void Follow(string number, Intent? intent)
    {
        lock (stateLock)
        {
            followed++;
            if (!waiting.TryGetValue(number, out var followUp))
            {
                if (waiting.Count == MostWaiting)
                {
                    return;
                }

                waiting.Add(number, followUp = new FollowUp());
                if (!underWay.Contains(number))
                {
                    queue.Writer.TryWrite(number);
                }
            }

            followUp.Add(intent);
        }
    }

    /// <summary>Completes when nothing is left to follow up.</summary>
    public Task WhenIdle()
    {
        lock (stateLock)
        {
            return IsIdle_NeedsLock ? Task.CompletedTask : (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken stopping)
    {
        // Resolved late: the follow-up rings workflows, whose activities come back to the desk that announces here.
        var aftermath = services.GetRequiredService<Aftermath>();
        await foreach (var number in queue.Reader.ReadAllAsync(stopping))
        {
            var followUp = Begin(number);
            try
            {
                await aftermath.Run(number, followUp.IsNew, followUp.Intents, stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "{Number} was not followed up; the sweeper will do it.", number);
            }
            finally
            {
                End(number);
            }
        }
    }

    private bool IsIdle_NeedsLock => waiting.Count == 0 && underWay.Count == 0;

    private FollowUp Begin(string number)
    {
        lock (stateLock)
        {
            underWay.Add(number);
            return waiting.Remove(number, out var followUp) ? followUp : throw new InvalidOperationException($"{number} was queued without work.");
        }
    }

    private void End(string number)
    {
        TaskCompletionSource? reached = null;
        lock (stateLock)
        {
            underWay.Remove(number);
            if (waiting.ContainsKey(number))
            {
                queue.Writer.TryWrite(number);
            }
            else if (IsIdle_NeedsLock)
            {
                (reached, idle) = (idle, null);
            }
        }

        reached?.SetResult();
    }

    private sealed class FollowUp
    {
        public bool IsNew { get; private set; }

        public List<Intent> Intents { get; } = [];

        public void Add(Intent? intent)
        {
            if (intent is null)
            {
                IsNew = true;
            }
            else
            {
                Intents.Add(intent);
            }
        }
    }
}
