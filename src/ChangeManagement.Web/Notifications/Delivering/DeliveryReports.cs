using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>What channels report after they took a message over, and what administrators order. Reports of unknown deliveries change nothing.</summary>
internal sealed class DeliveryReports(Deliveries deliveries, Clock clock)
{
    /// <summary>The person has it.</summary>
    /// <param name="report">The id of the report; it counts once.</param>
    public Task Arrived(DeliveryKey key, Channel channel, string report, CancellationToken cancellation) =>
        Change(key, recipient => recipient.Arrived(channel, report), cancellation);

    /// <summary>It came back; it is tried by the next channel at once.</summary>
    /// <inheritdoc cref="Arrived"/>
    public Task CameBack(DeliveryKey key, Channel channel, string reason, string report, CancellationToken cancellation) =>
        Change(key, recipient => recipient.CameBack(channel, reason, report, clock()), cancellation);

    /// <summary>It is to be tried again at once, from the first channel on; false: there is no such delivery.</summary>
    public async Task<bool> TryAgain(StoredDelivery stored, string person, CancellationToken cancellation) =>
        stored.Delivery.Recipients.Any(recipient => recipient.Person == person)
        && await deliveries.Renew(stored, recipient => recipient.Person == person ? recipient.Again(clock()) : recipient, clock(), cancellation) is not null;

    private async Task Change(DeliveryKey key, Func<Recipient, Recipient> change, CancellationToken cancellation)
    {
        if (await deliveries.Find(key.Number, Deliveries.KeyOf(key.Seq), cancellation) is { } stored)
        {
            await deliveries.Renew(stored, recipient => recipient.Person == key.Person ? change(recipient) : recipient, clock(), cancellation);
        }
    }
}
