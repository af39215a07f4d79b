using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications;

/// <summary>Links to the approval page. Only hashes are stored; a link is bound to one person, change, stage and round, and expires.</summary>
public sealed class ApprovalLinks(ITables tables)
{
    private const string Table = "links";
    private const string Partition = "approvals";

    /// <summary>A path that shows the approval to its person.</summary>
    public async Task<string> Create(ApprovalLink link, CancellationToken cancellation)
    {
        var secret = Tokens.NewSecret();
        await tables.Transact(Table, Partition, [new TableOperation.Insert(Tokens.HashOf(secret), Json.Write(link))], cancellation);
        return $"/approvals/{secret}";
    }

    /// <summary>The link of a secret, expired or not; null if there is none.</summary>
    public async Task<ApprovalLink?> Find(string secret, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, Tokens.HashOf(secret), cancellation) is { } row ? Json.Read<ApprovalLink>(row.Data) : null;
}

/// <summary>What a link is bound to.</summary>
public sealed record ApprovalLink(string Number, string Stage, int Round, string PersonId, DateTimeOffset Expires);
