using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// What stands for many changes until it ends: freezes that people declared, delegations, pre-approvals that were lost. Their rows lie together
/// beside the system log, each written in the transaction of its fact, so that a decision reads all of it by one query. What is over needs no row:
/// the log keeps it.
/// </summary>
public sealed record StandingFacts(ImmutableArray<StandingDelegation> Delegations, ImmutableArray<DeclaredFreeze> Freezes, ImmutableArray<LostPreApproval> Lost)
{
    private const string Prefix = "standing-";

    // After every stamp.
    private const string Endless = Prefix + "without-end-";

    /// <summary>The catalogue types of a policy that have lost their pre-approval.</summary>
    public ImmutableHashSet<string> LostBy(string policyId) =>
        Lost.Where(lost => lost.Policy == policyId).Select(lost => lost.Type).ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The freezes of a policy.</summary>
    public ImmutableArray<DeclaredFreeze> FreezesOf(string policyId) => [.. Freezes.Where(freeze => freeze.Policy == policyId)];

    /// <summary>Everything that is not over, what ends first first.</summary>
    public static async Task<StandingFacts> Read(ITables tables, DateTimeOffset now, CancellationToken cancellation)
    {
        var delegations = ImmutableArray.CreateBuilder<StandingDelegation>();
        var freezes = ImmutableArray.CreateBuilder<DeclaredFreeze>();
        var lost = ImmutableArray.CreateBuilder<LostPreApproval>();
        await foreach (var row in tables.From(SystemLog.Table, SystemLog.Stream, Prefix + Stamp(now), Prefix, cancellation))
        {
            switch (Json.Read<StandingRow>(row.Data))
            {
                case { Delegation: { } delegation } when delegation.Ends > now:
                    delegations.Add(delegation);
                    break;
                case { Freeze: { } freeze } when freeze.To > now:
                    freezes.Add(freeze);
                    break;
                case { Lost: { } type }:
                    lost.Add(type);
                    break;
            }
        }

        return new StandingFacts(delegations.ToImmutable(), freezes.ToImmutable(), lost.ToImmutable());
    }

    /// <summary>One row, over or not; null: none of that id, or it was ended early.</summary>
    internal static async Task<StandingRow?> Find(ITables tables, string id, CancellationToken cancellation) =>
        TableKeys.IsKey(id) && await tables.Get(SystemLog.Table, SystemLog.Stream, Prefix + id, cancellation) is { } row
            ? Json.Read<StandingRow>(row.Data)
            : null;

    /// <summary>Lets something stand.</summary>
    internal static TableOperation Put(string id, StandingRow row) => new TableOperation.Put(Prefix + id, Json.Write(row));

    /// <summary>Ends it.</summary>
    internal static TableOperation Remove(string id) => new TableOperation.Delete(Prefix + id);

    /// <summary>Lets a type be without its pre-approval, or with it again.</summary>
    internal static TableOperation PutLost(LostPreApproval lost, bool isLost)
    {
        var key = $"{Endless}{lost.Policy}:{lost.Type}";
        return isLost ? new TableOperation.Put(key, Json.Write(new StandingRow { Lost = lost })) : new TableOperation.Delete(key);
    }

    /// <summary>A new id of something that ends at a time.</summary>
    public static string NewId(DateTimeOffset ends) => $"{Stamp(ends)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}

/// <summary>A catalogue type of a policy that has lost its pre-approval.</summary>
public sealed record LostPreApproval(string Policy, string Type);

/// <summary>One of them.</summary>
internal sealed record StandingRow
{
    public StandingDelegation? Delegation { get; init; }

    public DeclaredFreeze? Freeze { get; init; }

    public LostPreApproval? Lost { get; init; }
}
