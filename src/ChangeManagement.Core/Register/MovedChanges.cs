using System.Runtime.CompilerServices;

namespace ChangeManagement.Register;

/// <summary>
/// The changes that have moved since they were anchored last: a row beside the intents, written with the same transaction that lets those go.
/// So whichever host anchors next knows of it, also of what others moved.
/// </summary>
internal static class MovedChanges
{
    private const string Prefix = "moved-";

    /// <summary>Notes that a change has come to a version.</summary>
    public static TableOperation Note(string number, long version) =>
        new TableOperation.Put(FormattableString.Invariant($"{Prefix}{number}-{version:00000000}"), $"\"{number}\"");

    /// <summary>The rows of every bucket.</summary>
    public static async IAsyncEnumerable<MovedChange> All(ITables tables, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            await foreach (var row in tables.WithPrefix(Intents.Table, Intents.BucketName(bucket), Prefix, cancellation))
            {
                yield return new MovedChange(Intents.BucketName(bucket), row.Key, row.Key[Prefix.Length..row.Key.LastIndexOf('-')]);
            }
        }
    }

    /// <summary>Lets them go, once they are anchored.</summary>
    public static async Task Settle(ITables tables, IEnumerable<MovedChange> anchored, CancellationToken cancellation)
    {
        foreach (var bucket in anchored.GroupBy(moved => moved.Bucket, StringComparer.Ordinal))
        {
            foreach (var batch in bucket.Chunk(TableTransactions.MostOperations))
            {
                await tables.Transact(Intents.Table, bucket.Key, [.. batch.Select(moved => new TableOperation.Delete(moved.Key))], cancellation);
            }
        }
    }
}

/// <summary>A change that moved, and the row that says so.</summary>
internal readonly record struct MovedChange(string Bucket, string Key, string Number);
