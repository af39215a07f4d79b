using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using ChangeManagement.Calendars;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// The freezes that people declared. Each declaration and each early end is a fact of the system log; the row of a freeze lies in the same
/// transaction. A freeze that is over needs no row: the log keeps it.
/// </summary>
public sealed class Freezes(ITables tables, SystemLog log)
{
    private const string Prefix = "freeze-";
    private const int Most = 1000;

    /// <summary>Every freeze that is not over, the one that ends first first.</summary>
    public async Task<ImmutableArray<DeclaredFreeze>> List(DateTimeOffset now, CancellationToken cancellation) =>
    [
        .. (await tables.Query(SystemLog.Table, SystemLog.Stream, $"{Prefix}{Stamp(now)}", $"{Prefix}~", Most, cancellation))
            .Select(row => Json.Read<DeclaredFreeze>(row.Data)).Where(freeze => freeze.To > now),
    ];

    /// <summary>One freeze, over or not; null: none of that id, or it was ended early.</summary>
    public async Task<DeclaredFreeze?> Find(string id, CancellationToken cancellation) =>
        TableKeys.IsKey(id) && await tables.Get(SystemLog.Table, SystemLog.Stream, Prefix + id, cancellation) is { } row
            ? Json.Read<DeclaredFreeze>(row.Data)
            : null;

    /// <summary>Declares one.</summary>
    /// <returns>Its id; that of the freeze that the same call declared before, if it did.</returns>
    public async Task<string> Declare(DeclaredFreeze freeze, Caller caller, CancellationToken cancellation)
    {
        var before = await log.Append(
            "freeze-declared", freeze, freeze.Id, caller, freeze.DeclaredAt, cancellation, new TableOperation.Put(Prefix + freeze.Id, Json.Write(freeze)));
        return before?.Number ?? freeze.Id;
    }

    /// <summary>Ends one before its time.</summary>
    public Task End(DeclaredFreeze freeze, string reason, Caller caller, DateTimeOffset now, CancellationToken cancellation) => log.Append(
        "freeze-ended", new FreezeEnded(freeze.Id, freeze.Policy, reason, now), freeze.Id, caller, now, cancellation, new TableOperation.Delete(Prefix + freeze.Id));

    /// <summary>A new id of a freeze that ends at a time.</summary>
    public static string NewId(DateTimeOffset to) => $"{Stamp(to)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    private sealed record FreezeEnded(string Freeze, string Policy, string Reason, DateTimeOffset At);
}
