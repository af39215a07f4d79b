using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// The standing delegations (A6). Each declaration and each early end is a fact of the system log; the row of a delegation lies in the same
/// transaction. A delegation that is over needs no row: the log keeps it.
/// </summary>
public sealed class Delegations(ITables tables, SystemLog log)
{
    private const string Prefix = "delegation-";
    private const int Most = 1000;

    /// <summary>Every delegation that is not over, the one that ends first first.</summary>
    public async Task<ImmutableArray<StandingDelegation>> List(DateTimeOffset now, CancellationToken cancellation) =>
    [
        .. (await tables.Query(SystemLog.Table, SystemLog.Stream, $"{Prefix}{Stamp(now)}", $"{Prefix}~", Most, cancellation))
            .Select(row => Json.Read<StandingDelegation>(row.Data)).Where(delegation => delegation.Ends > now),
    ];

    /// <summary>One delegation, over or not; null: none of that id, or it was ended early.</summary>
    public async Task<StandingDelegation?> Find(string id, CancellationToken cancellation) =>
        TableKeys.IsKey(id) && await tables.Get(SystemLog.Table, SystemLog.Stream, Prefix + id, cancellation) is { } row
            ? Json.Read<StandingDelegation>(row.Data)
            : null;

    /// <summary>Declares one.</summary>
    /// <returns>Its id; that of the delegation that the same call declared before, if it did.</returns>
    public async Task<string> Declare(StandingDelegation delegation, Caller caller, CancellationToken cancellation)
    {
        var before = await log.Append(
            "delegation-declared", delegation, delegation.Id, caller, delegation.DeclaredAt, cancellation,
            new TableOperation.Put(Prefix + delegation.Id, Json.Write(delegation)));
        return before?.Number ?? delegation.Id;
    }

    /// <summary>Ends one before its time.</summary>
    public Task End(StandingDelegation delegation, Caller caller, DateTimeOffset now, CancellationToken cancellation) => log.Append(
        "delegation-ended", new DelegationEnded(delegation.Id, delegation.From, delegation.To, now), delegation.Id, caller, now, cancellation,
        new TableOperation.Delete(Prefix + delegation.Id));

    /// <summary>A new id of a delegation that ends at a time.</summary>
    public static string NewId(DateTimeOffset ends) => $"{Stamp(ends)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    private sealed record DelegationEnded(string Delegation, string From, string To, DateTimeOffset At);
}
