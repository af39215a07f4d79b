using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications;

/// <summary>Links to the approval page. Only hashes are stored; a link is bound to one person, change, stage and round, and expires.</summary>
public sealed class ApprovalLinks(ITables tables)
{
    private const string Table = "links";
    private const string Partition = "approvals";

    /// <summary>Paths that show an approval to its person, in the order of the links.</summary>
    public async Task<IReadOnlyList<string>> Create(IReadOnlyList<ApprovalLink> all, CancellationToken cancellation)
    {
        var secrets = all.Select(_ => Tokens.NewSecret()).ToList();
        foreach (var rows in all.Zip(secrets, Row).Chunk(TableTransactions.MostOperations))
        {
            await tables.Transact(Table, Partition, rows, cancellation);
        }

        return [.. secrets.Select(secret => $"/approvals/{secret}")];
    }

    private static TableOperation.Insert Row(ApprovalLink link, string secret) => new(Tokens.HashOf(secret), Json.Write(link));

    /// <summary>The link of a secret, expired or not; null if there is none.</summary>
    public async Task<ApprovalLink?> Find(string secret, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, Tokens.HashOf(secret), cancellation) is { } row ? Json.Read<ApprovalLink>(row.Data) : null;
}

/// <summary>What a link is bound to.</summary>
public sealed record ApprovalLink(string Number, string Stage, int Round, string PersonId, DateTimeOffset Expires);
