using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>
/// The record of deliveries: a row for each cause with its recipients, those of a change in one partition. A cause is recorded once, whoever
/// reports it again, and each batch of rows has a workflow that takes them to their people.
/// </summary>
public sealed class Deliveries(ITables tables, IWorkflowClient workflows)
{
    private const string Table = "deliveries";
    private const string FailedOnes = "failed";
    private const int MostAttempts = 20;
    private const int MostPerBatch = 500;

    /// <summary>The key of the row of an event.</summary>
    public static string KeyOf(long seq) => string.Create(CultureInfo.InvariantCulture, $"e{seq:00000000}");

    /// <summary>Records causes that were not recorded yet, and sees to it that all of them are on their way.</summary>
    public async Task Begin(string partition, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        foreach (var part in deliveries.Chunk(TableTransactions.MostOperations))
        {
            await BeginPart(partition, part, cancellation);
        }
    }

    /// <summary>The rows of a batch, or of everything in a partition from a key on.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> Read(string partition, string? from, CancellationToken cancellation) =>
    [
        .. (await tables.Query(Table, partition, from, to: null, MostPerBatch, cancellation))
            .Select(row => new StoredDelivery(partition, Json.Read<Delivery>(row.Data), row.ETag)),
    ];

    /// <summary>One row, or null.</summary>
    public async Task<StoredDelivery?> Find(string partition, string key, CancellationToken cancellation) =>
        TableKeys.IsKey(partition) && TableKeys.IsKey(key) && await tables.Get(Table, partition, key, cancellation) is { } row
            ? new StoredDelivery(partition, Json.Read<Delivery>(row.Data), row.ETag)
            : null;

    /// <summary>
    /// Writes what became of recipients, whatever else became of others meanwhile. A change that yields the recipient as it was writes nothing.
    /// </summary>
    /// <returns>The row as it is now; null: there is none.</returns>
    public Task<StoredDelivery?> Update(StoredDelivery stored, Func<Recipient, Recipient> change, CancellationToken cancellation) =>
        Update(stored, change, isRenewedFor: _ => false, cancellation);

    /// <summary>Writes what happened to recipients, and tries at once whoever has become due by it.</summary>
    /// <inheritdoc cref="Update(StoredDelivery, Func{Recipient, Recipient}, CancellationToken)"/>
    public async Task<StoredDelivery?> Renew(
        StoredDelivery stored, Func<Recipient, Recipient> change, DateTimeOffset now, CancellationToken cancellation)
    {
        var renewed = await Update(stored, change, recipient => recipient.IsDue(now), cancellation);
        if (renewed?.Delivery.Recipients.Any(recipient => recipient.IsDue(now)) is true)
        {
            // Also where nothing was to be written: an earlier report may have died after its write.
            await workflows.Start(MessageDelivery.Kind, renewed.Batch.WorkflowId, renewed.Batch, cancellation);
        }

        return renewed;
    }

    /// <summary>Deliveries that did not reach somebody, the newest first.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> Failed(int limit, CancellationToken cancellation)
    {
        var found = new List<StoredDelivery>();
        foreach (var row in await tables.Query(Table, FailedOnes, null, null, limit, cancellation))
        {
            var place = Json.Read<Place>(row.Data);
            if (await Find(place.Partition, place.Key, cancellation) is { } stored && HasFailed(stored.Delivery))
            {
                found.Add(stored);
            }
        }

        return found;
    }

    private async Task<StoredDelivery?> Update(
        StoredDelivery stored, Func<Recipient, Recipient> change, Func<Recipient, bool> isRenewedFor, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var updated = stored.Delivery with { Recipients = [.. stored.Delivery.Recipients.Select(change)] };
            if (updated.Recipients.SequenceEqual(stored.Delivery.Recipients))
            {
                return stored;
            }

            if (updated.Recipients.Except(stored.Delivery.Recipients).Any(isRenewedFor))
            {
                updated = updated.Renewed();
            }

            // Listed before it has failed and taken off after: the list may hold too much, never too little.
            var (was, isFailed) = (HasFailed(stored.Delivery), HasFailed(updated));
            if (isFailed && !was)
            {
                await List(stored, key => new TableOperation.Put(key, Json.Write(new Place(stored.Partition, updated.Key))), cancellation);
            }

            var write = new TableOperation.Replace(updated.Key, Json.Write(updated), stored.ETag);
            if (await tables.Transact(Table, stored.Partition, [write], cancellation) is TransactionOutcome.Committed(var etags))
            {
                if (was && !isFailed)
                {
                    await List(stored, key => new TableOperation.Delete(key), cancellation);
                }

                return new StoredDelivery(stored.Partition, updated, etags[0]);
            }

            if (await Find(stored.Partition, stored.Delivery.Key, cancellation) is not { } now)
            {
                return null;
            }

            stored = now;
        }

        throw new StoreUnavailableException("A delivery is being written by many at once; try again.");
    }

    private async Task BeginPart(string partition, IReadOnlyList<Delivery> wanted, CancellationToken cancellation)
    {
        var missing = wanted;
        while (missing.Count > 0)
        {
            var batch = new DeliveryBatch(partition, missing[0].Key);
            TableOperation[] rows = [.. missing.Select(delivery => new TableOperation.Insert(delivery.Key, Json.Write(delivery with { Batch = batch.First })))];
            if (await tables.Transact(Table, partition, rows, cancellation) is TransactionOutcome.Committed)
            {
                await workflows.Start(MessageDelivery.Kind, batch.WorkflowId, batch, cancellation);
                return;
            }

            // Recorded before, by another run of the change's workflow or by an attempt that died: perhaps before its delivery was started.
            var recorded = await Read(partition, missing[0].Key, cancellation);
            foreach (var before in recorded.Where(stored => stored.Delivery.NextAttempt is not null).Select(stored => stored.Batch).Distinct())
            {
                await workflows.Start(MessageDelivery.Kind, before.WorkflowId, before, cancellation);
            }

            var known = recorded.Select(stored => stored.Delivery.Key).ToHashSet(StringComparer.Ordinal);
            missing = [.. missing.Where(delivery => !known.Contains(delivery.Key))];
        }
    }

    private Task List(StoredDelivery stored, Func<string, TableOperation> write, CancellationToken cancellation)
    {
        // Keys ascend, so they count down from the end of time.
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTimeOffset.MaxValue.UtcTicks - stored.Delivery.At.UtcTicks:0000000000000000000}-{stored.Partition}-{stored.Delivery.Key}");
        return tables.Transact(Table, FailedOnes, [write(key)], cancellation);
    }

    private static bool HasFailed(Delivery delivery) => delivery.Recipients.Any(recipient => recipient.State is DeliveryState.Failed);

    private sealed record Place(string Partition, string Key);
}

/// <summary>A delivery as it was read.</summary>
public sealed record StoredDelivery(string Partition, Delivery Delivery, string ETag)
{
    /// <summary>The batch whose workflow takes it to its people.</summary>
    public DeliveryBatch Batch => new(Partition, Delivery.Batch) { Renewal = Delivery.Renewal };
}
