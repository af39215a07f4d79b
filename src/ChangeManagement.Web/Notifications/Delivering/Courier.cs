using System.Collections.Concurrent;
using System.Diagnostics;
using ChangeManagement.Telemetry;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>
/// Tries what is due of a batch: each person by the first channel that reaches them, by the next one at once where a channel says that it never
/// will. An approver whom nothing reaches is unreachable, and whoever stands in is asked.
/// </summary>
internal sealed class Courier(
    Deliveries deliveries, Composer composer, IEnumerable<ISender> senders, Unreachable unreachable, Clock clock, ILogger<Courier> logger)
{
    private readonly ISender[] senders = [.. senders];

    /// <summary>
    /// Tries once and records it. Who is repeated after a crash in between may send a message again, under the same Message-ID; that is better than
    /// not at all.
    /// </summary>
    public async Task<DeliveryProgress> Deliver(DeliveryBatch batch, CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        foreach (var stored in await deliveries.Read(batch.Partition, batch.First, cancellation))
        {
            if (stored.Batch == batch && await Deliver(stored, cancellation) is { } waits && (next is null || waits < next))
            {
                next = waits;
            }
        }

        return new DeliveryProgress(next);
    }

    private async Task<DateTimeOffset?> Deliver(StoredDelivery stored, CancellationToken cancellation)
    {
        var now = clock();
        var due = stored.Delivery.Recipients.Where(recipient => recipient.IsDue(now)).ToDictionary(recipient => recipient.Person, StringComparer.Ordinal);
        if (due.Count == 0)
        {
            return stored.Delivery.NextAttempt;
        }

        var letters = (await composer.Compose(stored.Delivery, due.Keys.ToHashSet(StringComparer.Ordinal), cancellation))
            .ToDictionary(letter => letter.Message.To.Id, StringComparer.Ordinal);
        var tried = new ConcurrentDictionary<string, Recipient>(StringComparer.Ordinal);
        await Task.WhenAll(due.Values.Select(async recipient =>
            tried[recipient.Person] = letters.TryGetValue(recipient.Person, out var letter)
                ? await Try(recipient, letter, cancellation)
                : recipient.NotNeeded()));
        // Before it is written down: should the host die in between, it is reported again, which changes nothing.
        foreach (var person in tried.Values.Where(recipient => recipient.State is DeliveryState.Failed).Select(recipient => recipient.Person))
        {
            await unreachable.Report(letters[person], cancellation);
        }

        var recorded = await deliveries.Update(
            stored, recipient => IsAsBefore(recipient, due) ? tried[recipient.Person] : recipient, cancellation);
        return recorded?.Delivery.NextAttempt;
    }

    /// <summary>What was tried counts unless the recipient has moved on meanwhile.</summary>
    private static bool IsAsBefore(Recipient recipient, Dictionary<string, Recipient> due) =>
        due.TryGetValue(recipient.Person, out var before)
        && recipient.State == before.State && recipient.Attempts.Length == before.Attempts.Length && recipient.Forgotten == before.Forgotten;

    private async Task<Recipient> Try(Recipient recipient, Letter letter, CancellationToken cancellation)
    {
        while (Next(recipient, letter) is { } sender)
        {
            var dispatch = await Send(sender, letter.Message, cancellation);
            recipient = recipient.After(sender.Channel, dispatch, clock());
            if (dispatch is Dispatch.Sent || recipient.NextAttempt > clock())
            {
                return recipient;
            }

            logger.LogWarning(
                "{Key} was refused by {Channel}: {Reason}", letter.Message.Key, sender.Channel, recipient.Attempts[^1].Reason);
        }

        return recipient.Failed();
    }

    private static async Task<Dispatch> Send(ISender sender, Message message, CancellationToken cancellation)
    {
        var channel = sender.Channel.ToString().ToLowerInvariant();
        using var span = Measures.Source.StartActivity("send", ActivityKind.Client)?.SetTag("message.channel", channel).SetTag("message.kind", message.Kind);
        var dispatch = await sender.Send(message, cancellation);
        Measures.Tried(channel, dispatch switch
        {
            Dispatch.Sent => "sent",
            Dispatch.TryLater => "put-off",
            Dispatch.Refused => "refused",
            _ => throw new UnreachableException(),
        });
        return dispatch;
    }

    private ISender? Next(Recipient recipient, Letter letter) => (
        from channel in letter.Channels
        where !recipient.IsRefusedBy(channel)
        from sender in senders
        where sender.Channel == channel && sender.Reaches(letter.Message.To)
        select sender).FirstOrDefault();
}
