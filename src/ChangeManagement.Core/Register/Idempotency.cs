using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>Rows that make a repeated call answer what it answered before. They lie in the partition of what they protect.</summary>
internal static class Idempotency
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Prefix of the rows.</summary>
    public const string Prefix = "key-";

    /// <summary>Prefix of the rows that say when one of them expires, the earliest first.</summary>
    public const string ExpiryPrefix = "until-";

    private const int MostAtOnce = TableTransactions.MostOperations;

    /// <summary>What the caller's key did before; null: nothing within the time that keys are kept, or no key was sent.</summary>
    public static async Task<IdempotencyRecord?> Find(
        ITables tables, string table, string partition, Caller caller, DateTimeOffset now, CancellationToken cancellation) =>
        caller.Idempotency is { } key
        && await tables.Get(table, partition, KeyOf(caller, key), cancellation) is { } row
        && Json.Read<IdempotencyRecord>(row.Data) is var before
        && now - before.At < KeptFor
            ? before
            : null;

    /// <summary>
    /// The row that remembers the call; none if no key was sent. It replaces one that has expired; two calls at once are told apart by the
    /// head or the counter that both of them expect.
    /// </summary>
    public static IEnumerable<TableOperation> Row(Caller caller, string number, long version, DateTimeOffset now) =>
        caller.Idempotency is { } key
            ? [new TableOperation.Put(KeyOf(caller, key), Json.Write(new IdempotencyRecord(key.BodyDigest, number, version, now)))]
            : [];

    /// <summary>
    /// The row that says when what the call leaves in a partition expires; none if no key was sent. It may lie elsewhere, in a partition that is
    /// swept, as long as it is on disk no later than the row that it speaks of.
    /// </summary>
    public static IEnumerable<TableOperation> Expiry(Caller caller, string table, string partition, DateTimeOffset now) =>
        caller.Idempotency is { } key
            ? [new TableOperation.Put(ExpiryKeyOf(now + KeptFor, KeyOf(caller, key)), Json.Write(new Expiring(table, partition, KeyOf(caller, key))))]
            : [];

    /// <summary>
    /// Removes what has expired, told by the expiry rows of a partition: their keys begin with the time, so that nothing else is read.
    /// </summary>
    public static async Task Forget(ITables tables, string table, string partition, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var due = await tables.Query(table, partition, ExpiryPrefix, ExpiryKeyOf(now, ""), MostAtOnce, cancellation);
            foreach (var row in due)
            {
                await Forget(tables, Json.Read<Expiring>(row.Data), now, cancellation);
            }

            if (due.Count > 0)
            {
                await tables.Transact(table, partition, [.. due.Select(row => new TableOperation.Delete(row.Key))], cancellation);
            }

            if (due.Count < MostAtOnce)
            {
                return;
            }
        }
    }

    private static async Task Forget(ITables tables, Expiring expiring, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await tables.Get(expiring.Table, expiring.Partition, expiring.Key, cancellation) is { } row
            && now - Json.Read<IdempotencyRecord>(row.Data).At >= KeptFor)
        {
            // A conflict means that the key was used anew just now; that call has an expiry of its own.
            await tables.Transact(expiring.Table, expiring.Partition, [new TableOperation.Remove(row.Key, row.ETag)], cancellation);
        }
    }

    private static string ExpiryKeyOf(DateTimeOffset expires, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{ExpiryPrefix}{expires.UtcDateTime:yyyyMMddHHmmss}-{key}");

    private static string KeyOf(Caller caller, IdempotencyKey key) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Actor}\n{key.Key}")));

    private sealed record Expiring(string Table, string Partition, string Key);
}
