using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>What administrators see of deliveries and do to them, the same over the API and on the pages (U5).</summary>
internal sealed class DeliveryDesk(Deliveries deliveries, DeliveryReports reports, SystemLog log, Clock clock)
{
    private const int MostFailed = 200;

    /// <summary>The deliveries of a change in the order of their causes.</summary>
    public Task<IReadOnlyList<StoredDelivery>> Of(string number, CancellationToken cancellation) => deliveries.Read(number, from: null, cancellation);

    /// <summary>Those that did not reach somebody, the newest first.</summary>
    public Task<IReadOnlyList<StoredDelivery>> Failed(CancellationToken cancellation) => deliveries.Failed(MostFailed, cancellation);

    /// <summary>Has one person told again; false: there is no such delivery.</summary>
    public async Task<bool> TryAgain(string partition, string key, string person, string reason, Caller caller, CancellationToken cancellation)
    {
        if (await deliveries.Find(partition, key, cancellation) is not { } stored || !await reports.TryAgain(stored, person, cancellation))
        {
            return false;
        }

        await log.Append(
            "delivery-retried", new Retried(partition, key, person, reason), $"{partition}-{key}-{person}", caller, clock(), cancellation);
        return true;
    }

    private sealed record Retried(string Partition, string Key, string Person, string Reason);
}
