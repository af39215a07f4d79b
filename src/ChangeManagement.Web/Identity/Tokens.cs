using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Identity;

/// <summary>
/// Bearer tokens of persons and systems. Only their hashes are stored. Issuing and revoking is in the system log, before it is done and after:
/// an order without its outcome was cut short, and what it gave out was shown to nobody.
/// </summary>
public sealed class Tokens(ITables tables, SystemLog log, AuditKeys keys, TimeProvider time)
{
    private const string Table = "tokens";
    private const string ById = "by-id";
    private const string ByHash = "by-hash";

    /// <summary>Issues a token; its secret is shown to this call alone.</summary>
    /// <returns>Null if the caller's key has issued one before: <see cref="FindIssued"/>.</returns>
    public async Task<IssuedToken?> Issue(TokenRequest request, Caller issuer, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var secret = issuer.Idempotency is null ? NewSecret() : SecretFor(id, issuer);
        var token = new Token(id, request.Name, request.Owner, request.Scopes, request.Policy, Created: time.GetUtcNow(), request.Expires, issuer.Actor);
        await log.Append("token-issue-ordered", token, issuer.Actor, token.Created, issuer.Correlation, cancellation);
        await Store(secret, token, cancellation);
        if (await log.Append("token-issued", token, id, issuer, token.Created, cancellation) is null)
        {
            return new IssuedToken(token, secret);
        }

        // The same call was faster: this one's token was never shown and is nobody's.
        await Forget(HashOf(secret), id, cancellation);
        return null;
    }

    /// <summary>
    /// The token that a call with a key has issued, for its repetition. Nothing but hashes is stored, so the secret is made again from the
    /// token's id under a key that lies outside of the data; null if the token was revoked or that key has been changed since.
    /// </summary>
    public async Task<IssuedToken?> FindIssued(string id, Caller issuer, CancellationToken cancellation) =>
        await tables.Get(Table, ById, id, cancellation) is { } row
        && Json.Read<StoredToken>(row.Data) is var stored
        && SecretFor(id, issuer) is var secret
        && HashOf(secret) == stored.Hash
            ? new IssuedToken(stored.Token, secret)
            : null;

    /// <summary>Makes a secret that the operator chose known as an administrator's token. Development only.</summary>
    public Task Bootstrap(string secret, string person, CancellationToken cancellation) =>
        Store(secret, new Token("bootstrap", "bootstrap", Actor.Person(person), Scopes.All, Policy: null, time.GetUtcNow(), Expires: null), cancellation);

    /// <summary>The tokens that are not revoked, the newest first.</summary>
    public async Task<ImmutableArray<Token>> List(CancellationToken cancellation) =>
    [
        .. await tables.WithPrefix(Table, ById, prefix: "", cancellation)
            .Select(row => Json.Read<StoredToken>(row.Data).Token)
            .OrderByDescending(token => token.Created)
            .ToArrayAsync(cancellation),
    ];

    /// <summary>Revokes a token. False if there is none of that id.</summary>
    public async Task<bool> Revoke(string id, Actor by, CancellationToken cancellation)
    {
        if (!TableKeys.IsKey(id) || await tables.Get(Table, ById, id, cancellation) is not { } row)
        {
            return false;
        }

        var stored = Json.Read<StoredToken>(row.Data);
        await log.Append("token-revoke-ordered", stored.Token, by, time.GetUtcNow(), id, cancellation);
        await Forget(stored.Hash, id, cancellation);
        await log.Append("token-revoked", stored.Token, by, time.GetUtcNow(), id, cancellation);
        return true;
    }

    /// <summary>The token of a secret; null if there is none or it has expired.</summary>
    public async Task<Token?> Find(string secret, CancellationToken cancellation) =>
        await tables.Get(Table, ByHash, HashOf(secret), cancellation) is { } row
        && Json.Read<StoredToken>(row.Data).Token is var token
        && (token.Expires is null || token.Expires > time.GetUtcNow())
            ? token
            : null;

    /// <summary>A random secret of 192 bits, safe in URLs.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');

    /// <summary>What is stored of a secret. A look-up by the hash of 192 random bits leaks nothing through its timing.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private string SecretFor(string id, Caller issuer) =>
        keys.Seal(keys.CurrentId, Encoding.UTF8.GetBytes($"token\n{id}\n{issuer.Actor}\n{issuer.Idempotency!.Key}"));

    private async Task Forget(string hash, string id, CancellationToken cancellation)
    {
        await tables.Transact(Table, ByHash, [new TableOperation.Delete(hash)], cancellation);
        await tables.Transact(Table, ById, [new TableOperation.Delete(id)], cancellation);
    }

    private async Task Store(string secret, Token token, CancellationToken cancellation)
    {
        var hash = HashOf(secret);
        var row = Json.Write(new StoredToken(hash, token));
        await tables.Transact(Table, ByHash, [new TableOperation.Put(hash, row)], cancellation);
        await tables.Transact(Table, ById, [new TableOperation.Put(token.Id, row)], cancellation);
    }

    private sealed record StoredToken(string Hash, Token Token);
}

/// <summary>What is known of a token.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">The one person or system that it belongs to.</param>
/// <param name="Policy">The policy of requests that name none; null: the server's default.</param>
/// <param name="Expires">Null: when it is revoked.</param>
/// <param name="IssuedBy">Null: the operator at the start, or it is older than this was noted.</param>
public sealed record Token(
    string Id, string Name, Actor Owner, ImmutableArray<string> Scopes, string? Policy, DateTimeOffset Created, DateTimeOffset? Expires,
    Actor? IssuedBy = null);

/// <summary>What a new token shall be.</summary>
public sealed record TokenRequest(string Name, Actor Owner, ImmutableArray<string> Scopes, string? Policy, DateTimeOffset? Expires);

/// <summary>A new token with its secret.</summary>
public sealed record IssuedToken(Token Token, string Secret);
