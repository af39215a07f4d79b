using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Identity;

/// <summary>One-time links that sign a person in. Stored as hashes, good for an hour, used up by the first sign-in.</summary>
public sealed class SignInLinks(ITables tables, TimeProvider time)
{
    private const string Table = "signins";
    private const string Partition = "links";
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    /// <summary>A path that signs the person in once.</summary>
    public async Task<string> Create(string personId, CancellationToken cancellation)
    {
        var secret = Tokens.NewSecret();
        var row = Json.Write(new StoredLink(personId, time.GetUtcNow() + GoodFor));
        await tables.Transact(Table, Partition, [new TableOperation.Insert(Tokens.HashOf(secret), row)], cancellation);
        return $"/sign-in/{secret}";
    }

    /// <summary>The person of a link that is still good; null otherwise. Does not use it up.</summary>
    public async Task<string?> Find(string secret, CancellationToken cancellation) =>
        await Read(secret, cancellation) is ({ } link, _) && link.Expires > time.GetUtcNow() ? link.Person : null;

    /// <summary>The person of a link, which is used up by this; null if it is not good.</summary>
    public async Task<string?> Use(string secret, CancellationToken cancellation)
    {
        var (link, row) = await Read(secret, cancellation);
        if (link is null || link.Expires <= time.GetUtcNow())
        {
            return null;
        }

        // Whoever replaces the row first has used the link.
        var used = Json.Write(link with { Expires = DateTimeOffset.MinValue });
        return await tables.Transact(Table, Partition, [new TableOperation.Replace(row!.Key, used, row.ETag)], cancellation)
            is TransactionOutcome.Committed ? link.Person : null;
    }

    private async Task<(StoredLink? Link, TableRow? Row)> Read(string secret, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, Tokens.HashOf(secret), cancellation) is { } row
            ? (Json.Read<StoredLink>(row.Data), row)
            : (null, null);

    private sealed record StoredLink(string Person, DateTimeOffset Expires);
}
