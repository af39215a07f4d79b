using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Identity;

/// <summary>One-time links that sign a person in. Stored as hashes, good for an hour, used up by the first sign-in.</summary>
public sealed class SignInLinks(ITables tables, TimeProvider time)
{
    private const string Table = "signins";
    private const string Partition = "links";
    private const string Firsts = "first";
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    /// <summary>A path that signs the person in once.</summary>
    public async Task<string> Create(string personId, CancellationToken cancellation) => PathOf(await Insert(personId, cancellation));

    /// <summary>
    /// The same for the first person of an installation, whom nobody can let in. Null once such a link of that person has been used: a setting that
    /// was left behind opens no door again.
    /// </summary>
    public async Task<string?> CreateFirst(string personId, CancellationToken cancellation)
    {
        if (await tables.Get(Table, Firsts, personId, cancellation) is { } first
            && await tables.Get(Table, Partition, Json.Read<FirstLink>(first.Data).Hash, cancellation) is { } row
            && Json.Read<StoredLink>(row.Data).IsUsed)
        {
            return null;
        }

        var secret = await Insert(personId, cancellation);
        await tables.Transact(
            Table, Firsts, [new TableOperation.Put(personId, Json.Write(new FirstLink(Tokens.HashOf(secret))))], cancellation);
        return PathOf(secret);
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
        var used = Json.Write(link with { Expires = DateTimeOffset.MinValue, IsUsed = true });
        return await tables.Transact(Table, Partition, [new TableOperation.Replace(row!.Key, used, row.ETag)], cancellation)
            is TransactionOutcome.Committed ? link.Person : null;
    }

    private async Task<(StoredLink? Link, TableRow? Row)> Read(string secret, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, Tokens.HashOf(secret), cancellation) is { } row
            ? (Json.Read<StoredLink>(row.Data), row)
            : (null, null);

    private async Task<string> Insert(string personId, CancellationToken cancellation)
    {
        var secret = Tokens.NewSecret();
        var row = Json.Write(new StoredLink(personId, time.GetUtcNow() + GoodFor));
        await tables.Transact(Table, Partition, [new TableOperation.Insert(Tokens.HashOf(secret), row)], cancellation);
        return secret;
    }

    private static string PathOf(string secret) => $"/sign-in/{secret}";

    private sealed record StoredLink(string Person, DateTimeOffset Expires, bool IsUsed = false);

    private sealed record FirstLink(string Hash);
}
