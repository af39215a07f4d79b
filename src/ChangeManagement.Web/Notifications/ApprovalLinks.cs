using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications;

/// <summary>
/// Links to the approval page, one for each person, change, stage and round (A2). The secrets of a link are computed under a key that lies outside
/// of the data, and only their hashes are stored: a message can be written anew at any time, and a copy of the data answers for nobody.
/// </summary>
public sealed class ApprovalLinks(ITables tables, AuditKeys keys)
{
    private const string Table = "links";
    private const string ByToken = "approvals";
    private const string ByReply = "replies";
    private const int TokenBytes = 24;
    private const int ReplyBytes = 15;
    private const string CodeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int CodeLength = 6;

    /// <summary>Makes the link good until its time, and gives its secrets; the same ones for the same link, however often.</summary>
    public async Task<ApprovalSecrets> Open(ApprovalLink link, CancellationToken cancellation)
    {
        var secrets = SecretsOf(link, keys.CurrentId);
        var row = Json.Write(new StoredLink(link, keys.CurrentId));
        await tables.Transact(Table, ByToken, [new TableOperation.Put(Tokens.HashOf(secrets.Token), row)], cancellation);
        await tables.Transact(Table, ByReply, [new TableOperation.Put(Tokens.HashOf(secrets.ReplyKey), row)], cancellation);
        return secrets;
    }

    /// <summary>The link of a token, expired or not; null if there is none.</summary>
    public async Task<ApprovalLink?> Find(string token, CancellationToken cancellation) => (await Read(ByToken, token, cancellation))?.Link;

    /// <summary>The link of a reply address, expired or not; null if there is none.</summary>
    public async Task<ApprovalLink?> FindReply(string replyKey, CancellationToken cancellation) =>
        (await Read(ByReply, replyKey.ToLowerInvariant(), cancellation))?.Link;

    /// <summary>Whether it is the code that the message of the link shows; in constant time, and as people type it.</summary>
    public async Task<bool> IsCode(string token, string code, CancellationToken cancellation)
    {
        var typed = new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return await Read(ByToken, token, cancellation) is { } stored
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(typed), Encoding.ASCII.GetBytes(SecretsOf(stored.Link, stored.KeyId).Code));
    }

    private async Task<StoredLink?> Read(string partition, string secret, CancellationToken cancellation) =>
        await tables.Get(Table, partition, Tokens.HashOf(secret), cancellation) is { } row ? Json.Read<StoredLink>(row.Data) : null;

    private ApprovalSecrets SecretsOf(ApprovalLink link, string keyId)
    {
        var code = Bytes("code");
        return new ApprovalSecrets(
            Convert.ToBase64String(Bytes("token").AsSpan(0, TokenBytes)).Replace('+', '-').Replace('/', '_'),
            new string([.. code.Take(CodeLength).Select(value => CodeLetters[value % CodeLetters.Length])]),
            Convert.ToHexStringLower(Bytes("reply").AsSpan(0, ReplyBytes)));

        byte[] Bytes(string purpose) => Convert.FromHexString(keys.Seal(
            keyId, Encoding.UTF8.GetBytes($"approval {purpose}\n{link.Number}\n{link.Stage}\n{link.Round}\n{link.PersonId}")));
    }

    private sealed record StoredLink(ApprovalLink Link, string KeyId);
}

/// <summary>What a link is bound to.</summary>
/// <param name="Expires">Until when it shows anything; no part of what its secrets are made of.</param>
public sealed record ApprovalLink(string Number, string Stage, int Round, string PersonId, DateTimeOffset Expires);

/// <summary>The secrets of a link. They are written into the person's message and nowhere else.</summary>
/// <param name="Token">32 characters, the end of the page's address.</param>
/// <param name="Code">6 letters and digits that cannot be confused.</param>
/// <param name="ReplyKey">30 hexadecimal digits: what stands before the at sign of the person's reply address.</param>
public sealed record ApprovalSecrets(string Token, string Code, string ReplyKey)
{
    /// <summary>The address of the page on this site.</summary>
    public string Path => $"/approvals/{Token}";
}
