using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>
/// Sends by mail at once and once what cannot be composed anew, such as links to sign in, in the background: how long a mail server takes tells nobody
/// whether an address is known. What does not arrive is asked for again by its person.
/// </summary>
public sealed class DirectMail(IEnumerable<ISender> senders, ILogger<DirectMail> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int Workers = 4;

    private readonly ISender[] senders = [.. senders.Where(sender => sender.Channel is Channel.Mail)];
    private readonly System.Threading.Channels.Channel<Message> queue =
        System.Threading.Channels.Channel.CreateBounded<Message>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });

    private readonly Lock stateLock = new();
    private TaskCompletionSource? idle;
    private int underWay;

    /// <summary>Takes a message over.</summary>
    public void Send(Message message)
    {
        lock (stateLock)
        {
            underWay++;
        }

        if (!queue.Writer.TryWrite(message))
        {
            logger.LogWarning("Too much mail waits to be sent at once; a {Kind} was dropped.", message.Kind);
            End();
        }
    }

    /// <summary>Completes when nothing is left to send.</summary>
    public Task WhenIdle()
    {
        lock (stateLock)
        {
            return underWay == 0 ? Task.CompletedTask : (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken stopping)
    {
        await foreach (var message in queue.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await Try(message, stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "A {Kind} was not sent.", message.Kind);
            }
            finally
            {
                End();
            }
        }
    }

    private async Task Try(Message message, CancellationToken stopping)
    {
        var outcome = senders.FirstOrDefault(sender => sender.Reaches(message.To)) is { } sender
            ? await sender.Send(message, stopping)
            : new Dispatch.Refused("No mail sender reaches the person.");
        if (outcome is Dispatch.TryLater(var reason, _))
        {
            logger.LogWarning("A {Kind} was not sent: {Reason}", message.Kind, reason);
        }
        else if (outcome is Dispatch.Refused(var why))
        {
            logger.LogWarning("A {Kind} was not sent: {Reason}", message.Kind, why);
        }
    }

    private void End()
    {
        TaskCompletionSource? reached = null;
        lock (stateLock)
        {
            if (--underWay == 0)
            {
                (reached, idle) = (idle, null);
            }
        }

        reached?.SetResult();
    }
}
