using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// Lists of changes, the newest first. <c>all</c> holds the summaries; every other partition (by state, month, system, requester) holds only
/// that a change belongs to it, so an update writes the summary and the memberships that moved.
/// </summary>
public sealed class ChangeIndex(ITables tables)
{
    private const string Table = "index";
    private const string All = "all";

    // Row keys ascend; counting down from here lists the newest number first.
    private const int LastYear = 9999;
    private const long LastNumber = 999_999_999;

    /// <summary>Brings the lists up to a change. Safe to repeat, in any order.</summary>
    public async Task Show(Change change, CancellationToken cancellation)
    {
        var key = KeyOf(change.Number);
        while (true)
        {
            var row = await tables.Get(Table, All, key, cancellation);
            var shown = row is null ? null : Json.Read<ChangeSummary>(row.Data);
            if (shown?.Version >= change.Version)
            {
                return;
            }

            var summary = ChangeSummary.Of(change);
            var before = shown is null ? [] : MembershipsOf(shown);
            var after = MembershipsOf(summary);
            foreach (var joined in after.Except(before))
            {
                await tables.Transact(Table, joined, [new TableOperation.Put(key, Json.Write(change.Number))], cancellation);
            }

            foreach (var left in before.Except(after))
            {
                await tables.Transact(Table, left, [new TableOperation.Delete(key)], cancellation);
            }

            // The summary goes last: until it is written, a repetition does all of this again.
            TableOperation write = row is null
                ? new TableOperation.Insert(key, Json.Write(summary))
                : new TableOperation.Replace(key, Json.Write(summary), row.ETag);
            if (await tables.Transact(Table, All, [write], cancellation) is TransactionOutcome.Committed)
            {
                return;
            }
        }
    }

    /// <summary>A page of changes.</summary>
    /// <param name="after">The number of the last change of the page before; null: the first page.</param>
    public async Task<ChangePage> List(ChangeFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var found = new List<ChangeSummary>(limit);
        var from = after is null ? null : KeyOf(after) + "~";
        var partition = filter.NarrowestPartition() ?? All;
        while (true)
        {
            var rows = await tables.Query(Table, partition, from, null, limit * 2, cancellation);
            foreach (var row in rows)
            {
                from = row.Key + "~";
                var summary = partition == All
                    ? Json.Read<ChangeSummary>(row.Data)
                    : await Find(Json.Read<string>(row.Data), cancellation);
                if (summary is not null && filter.Matches(summary))
                {
                    if (found.Count == limit)
                    {
                        return new ChangePage([.. found], found[^1].Number);
                    }

                    found.Add(summary);
                }
            }

            if (rows.Count < limit * 2)
            {
                return new ChangePage([.. found], Next: null);
            }
        }
    }

    /// <summary>One summary, or null.</summary>
    public async Task<ChangeSummary?> Find(string number, CancellationToken cancellation) =>
        await tables.Get(Table, All, KeyOf(number), cancellation) is { } row ? Json.Read<ChangeSummary>(row.Data) : null;

    /// <summary>True if the text has the form of a change's number, so that it is safe as a key.</summary>
    public static bool IsNumber(string text) =>
        text.Split('-') is ["CHG", { Length: 4 } year, { Length: >= 3 and <= 9 } n] && year.All(char.IsAsciiDigit) && n.All(char.IsAsciiDigit);

    private static HashSet<string> MembershipsOf(ChangeSummary summary) =>
    [
        $"state-{summary.State}",
        $"month-{summary.SubmittedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
        $"requester-{KeySafe(summary.Requester)}",
        .. summary.Systems.Select(system => $"system-{KeySafe(system)}"),
        .. summary.CompletedAt is null ? (IEnumerable<string>)[] : [$"completed-{KeySafe(summary.Policy)}"],
    ];

    /// <summary>An id as a part of a key: Table Storage takes no slashes, hashes and question marks.</summary>
    internal static string KeySafe(string id) => Uri.EscapeDataString(id).Replace('%', '=');

    private static string KeyOf(string number)
    {
        var parts = number.Split('-');
        var year = LastYear - int.Parse(parts[1], CultureInfo.InvariantCulture);
        var n = LastNumber - long.Parse(parts[2], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{n:000000000}");
    }
}

/// <summary>One page; <paramref name="Next"/> is null on the last.</summary>
public sealed record ChangePage(ImmutableArray<ChangeSummary> Changes, string? Next);

/// <summary>Which changes to list; null means any.</summary>
public sealed record ChangeFilter(
    string? State = null, string? Policy = null, string? Class = null, string? Risk = null, string? System = null, string? Requester = null,
    string? Month = null, string? Text = null, string? CompletedUnder = null)
{
    /// <summary>The smallest list that holds all of them; null: all changes.</summary>
    internal string? NarrowestPartition() =>
        System is not null ? $"system-{ChangeIndex.KeySafe(System)}"
        : Requester is not null ? $"requester-{ChangeIndex.KeySafe(Requester)}"
        : State is not null ? $"state-{ChangeIndex.KeySafe(State)}"
        : CompletedUnder is not null ? $"completed-{ChangeIndex.KeySafe(CompletedUnder)}"
        : Month is not null ? $"month-{ChangeIndex.KeySafe(Month)}"
        : null;

    /// <summary>True if the change is one of them.</summary>
    public bool Matches(ChangeSummary change) =>
        Is(State, change.State)
        && Is(Policy ?? CompletedUnder, change.Policy)
        // A membership is written before the summary: one that does not show the completion yet does not count yet.
        && (CompletedUnder is null || change.CompletedAt is not null)
        && Is(Class, change.Class)
        && Is(Risk, change.Risk.ToString())
        && Is(Requester, change.Requester)
        && (System is null || change.Systems.Contains(System, StringComparer.Ordinal))
        && (Month is null || change.SubmittedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) == Month)
        && (Text is null || $"{change.Number} {change.Title}".Contains(Text, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
