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

    private static string KeyOf(Caller caller, IdempotencyKey key) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Actor}\n{key.Key}")));
}
