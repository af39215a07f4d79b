using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// What is about to be appended, written before the append and removed after its projections and its doorbell: nothing outside a
/// change's partition is atomic with it, and this is how the rest is never forgotten.
/// </summary>
public sealed class Intents(ITables tables)
{
    /// <summary>The table of the intents.</summary>
    public const string Table = "pending";

    /// <summary>Spread over partitions so that no one of them is hot.</summary>
    public const int Buckets = 16;

    private const string Prefix = "CHG-";

    /// <summary>Announces an append to a change at a version, and when the key of its caller expires.</summary>
    public async Task<Intent> Announce(string number, long fromVersion, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var intent = new Intent(number, fromVersion, now);
        await tables.Transact(
            Table,
            BucketOf(number),
            [new TableOperation.Put(KeyOf(intent), Json.Write(intent)), .. Idempotency.Expiry(caller, ChangeStreams.Table, number, now)],
            cancellation);
        return intent;
    }

    /// <summary>Lets intents of one change go, and notes that it has moved.</summary>
    /// <param name="version">Where the change is; null: it is not there.</param>
    public async Task Settle(string number, long? version, IReadOnlyCollection<Intent> intents, CancellationToken cancellation)
    {
        IEnumerable<TableOperation> operations =
        [
            .. version is { } moved ? (TableOperation[])[MovedChanges.Note(number, moved)] : [],
            .. intents.Select(KeyOf).Distinct().Select(key => new TableOperation.Delete(key)),
        ];
        foreach (var batch in operations.Chunk(TableTransactions.MostOperations))
        {
            await tables.Transact(Table, BucketOf(number), batch, cancellation);
        }
    }

    /// <summary>The intents of a bucket by their keys; each may be unreadable.</summary>
    public IAsyncEnumerable<(string Key, Func<Intent> Intent)> Open(int bucket, CancellationToken cancellation) =>
        tables.WithPrefix(Table, BucketName(bucket), Prefix, cancellation)
            .Select(row => (row.Key, (Func<Intent>)(() => Json.Read<Intent>(row.Data))));

    /// <summary>Removes the keys of callers that have expired.</summary>
    public async Task ForgetKeys(DateTimeOffset now, CancellationToken cancellation)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            await Idempotency.Forget(tables, Table, BucketName(bucket), now, cancellation);
        }
    }

    private static string KeyOf(Intent intent) => string.Create(CultureInfo.InvariantCulture, $"{intent.Number}-{intent.FromVersion:00000000}");

    private static string BucketOf(string number) => BucketName(SHA256.HashData(Encoding.UTF8.GetBytes(number))[0] % Buckets);

    internal static string BucketName(int bucket) => string.Create(CultureInfo.InvariantCulture, $"bucket-{bucket:00}");
}

/// <summary>An append to a change that was at <paramref name="FromVersion"/>.</summary>
public sealed record Intent(string Number, long FromVersion, DateTimeOffset At);
