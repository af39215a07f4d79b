using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// Lists of changes, the newest first. <c>all</c> holds the summaries; every other partition (by state, month, system, requester, whom it waits for) holds only
/// that a change belongs to it, and <c>durations-…</c> how long its work took, so an update writes the summary and the rows that moved.
/// </summary>
public sealed class ChangeIndex(ITables tables)
{
    private const string Table = "index";
    private const string All = "all";

    // Row keys ascend; counting down from here lists the newest number first.
    private const int LastYear = 9999;
    private const long LastNumber = 999_999_999;

    /// <summary>
    /// Brings the lists up to a change. Safe to repeat, in any order, by several hosts at once: the summary goes last, and whoever finds it
    /// written by another puts the lists as that one says.
    /// </summary>
    /// <param name="isMending">Writes every row, whatever was shown before: somebody may have ended half-way.</param>
    public async Task Show(Change change, bool isMending, CancellationToken cancellation)
    {
        var key = KeyOf(change.Number);
        var latest = ChangeSummary.Of(change);
        var touched = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var row = await tables.Get(Table, All, key, cancellation);
            var shown = row is null ? null : Json.Read<ChangeSummary>(row.Data);
            var isCurrent = shown?.Version >= latest.Version;
            if (isCurrent && touched.Count == 0 && !isMending)
            {
                return;
            }

            var summary = isCurrent ? shown! : latest;
            var before = shown is null ? [] : RowsOf(shown);
            var after = RowsOf(summary);
            var joined = (isMending ? after : after.Where(list => touched.Contains(list.Key) || !before.Contains(list)))
                .Select(list => (Partition: list.Key, Write: (TableOperation)new TableOperation.Put(key, list.Value)));
            var left = before.Keys.Union(touched).Except(after.Keys)
                .Select(list => (Partition: list, Write: (TableOperation)new TableOperation.Delete(key)));
            var moves = joined.Concat(left).ToList();
            await Task.WhenAll(moves.Select(move => tables.Transact(Table, move.Partition, [move.Write], cancellation)));
            touched.UnionWith(moves.Select(move => move.Partition));

            // Rewriting what is current tells others at work now that the lists moved under them.
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

    /// <summary>How long the work on the newest completed changes of a policy took.</summary>
    public async Task<IReadOnlyList<TimeSpan>> RecentDurations(string policyId, int most, CancellationToken cancellation) =>
        [.. (await tables.Query(Table, DurationsOf(policyId), null, null, most, cancellation)).Select(row => Json.Read<TimeSpan>(row.Data))];

    /// <summary>The changes in any of the lists, each once, the nearest deadline first and those without one last.</summary>
    /// <param name="most">Of each list; beyond that its oldest changes are left out.</param>
    public async Task<ImmutableArray<WaitingChange>> Waiting(IEnumerable<string> lists, int most, CancellationToken cancellation)
    {
        var found = new Dictionary<string, WaitingChange>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            foreach (var row in await tables.Query(Table, WaitingIn(list), null, null, most, cancellation))
            {
                var change = Json.Read<WaitingChange>(row.Data);
                found[change.Number] = change;
            }
        }

        return [.. found.Values.OrderBy(change => change.Due ?? DateTimeOffset.MaxValue).ThenBy(change => change.Number, StringComparer.Ordinal)];
    }

    /// <summary>One summary, or null.</summary>
    public async Task<ChangeSummary?> Find(string number, CancellationToken cancellation) =>
        await tables.Get(Table, All, KeyOf(number), cancellation) is { } row ? Json.Read<ChangeSummary>(row.Data) : null;

    /// <summary>True if the text has the form of a change's number, so that it is safe as a key.</summary>
    public static bool IsNumber(string text) =>
        text.Split('-') is ["CHG", { Length: 4 } year, { Length: >= 3 and <= 9 } n] && year.All(char.IsAsciiDigit) && n.All(char.IsAsciiDigit);

    /// <summary>What the partitions beside <c>all</c> hold of a change.</summary>
    private static Dictionary<string, string> RowsOf(ChangeSummary summary)
    {
        IEnumerable<string> lists =
        [
            $"state-{summary.State}",
            $"month-{summary.SubmittedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
            $"requester-{TableKeys.Encode(summary.Requester)}",
            .. summary.Systems.Select(system => $"system-{TableKeys.Encode(system)}"),
        ];
        var rows = lists.Distinct(StringComparer.Ordinal).ToDictionary(list => list, _ => Json.Write(summary.Number), StringComparer.Ordinal);
        foreach (var list in summary.WaitsIn)
        {
            rows[WaitingIn(list)] = Json.Write(new WaitingChange(summary.Number, summary.NextDeadline));
        }

        if (summary is { StartedAt: { } started, CompletedAt: { } completed })
        {
            rows[DurationsOf(summary.Policy)] = Json.Write(completed - started);
        }

        return rows;
    }

    private static string WaitingIn(string list) => $"waiting-{TableKeys.Encode(list)}";

    private static string DurationsOf(string policyId) => $"durations-{TableKeys.Encode(policyId)}";

    private static string KeyOf(string number)
    {
        var parts = number.Split('-');
        var year = LastYear - int.Parse(parts[1], CultureInfo.InvariantCulture);
        var n = LastNumber - long.Parse(parts[2], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{n:000000000}");
    }
}

/// <summary>A change that may wait for somebody, and its next deadline; null: none.</summary>
public sealed record WaitingChange(string Number, DateTimeOffset? Due);

/// <summary>One page; <paramref name="Next"/> is null on the last.</summary>
public sealed record ChangePage(ImmutableArray<ChangeSummary> Changes, string? Next);

/// <summary>Which changes to list; null means any.</summary>
public sealed record ChangeFilter(
    string? State = null, string? Policy = null, string? Class = null, string? Risk = null, string? System = null, string? Requester = null,
    string? Month = null, string? Text = null)
{
    /// <summary>The smallest list that holds all of them; null: all changes.</summary>
    internal string? NarrowestPartition() =>
        System is not null ? $"system-{TableKeys.Encode(System)}"
        : Requester is not null ? $"requester-{TableKeys.Encode(Requester)}"
        : State is not null ? $"state-{TableKeys.Encode(State)}"
        : Month is not null ? $"month-{TableKeys.Encode(Month)}"
        : null;

    /// <summary>True if the change is one of them.</summary>
    public bool Matches(ChangeSummary change) =>
        Is(State, change.State)
        && Is(Policy, change.Policy)
        && Is(Class, change.Class)
        && Is(Risk, change.Risk.ToString())
        && Is(Requester, change.Requester)
        && (System is null || change.Systems.Contains(System, StringComparer.Ordinal))
        && (Month is null || change.SubmittedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) == Month)
        && (Text is null || $"{change.Number} {change.Title}".Contains(Text, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
