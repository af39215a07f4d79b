using System.Globalization;
using System.Text.Json;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Functions.Tests.Rows;

/// <summary>The rows that must lie in the tables after what the API shows, as <c>table partition key</c>.</summary>
internal static class Promise
{
    /// <summary>Of what happens to a change people are told.</summary>
    private static readonly string[] Told =
    [
        "stage_opened", "approval_complete", "rejected", "implemented", "completed", "implementation_failed", "rollback_decision_opened", "rollback_decided",
        "rolled_back", "closed",
    ];

    /// <summary>The tables in which no other row may lie.</summary>
    public static readonly string[] Tables = ["anchors", "changes", "index", "links", "numbers", "pending", "policies", "tokens"];

    /// <summary>The rows of these tables.</summary>
    public static IEnumerable<string> Of(FiveChanges all) =>
    [
        .. all.Changes.SelectMany(change => Events(change).Concat(Lists(change)).Concat(Links(change, all))),
        .. OfTheOpenOne(all.Changes[^1]),
        .. all.Changes.Select(change => $"policies {change.Whole.GetProperty("policy").GetProperty("digest")} text").Distinct(StringComparer.Ordinal),
        .. all.Tokens.SelectMany(token => new[] { $"tokens by-id {token.Id}", $"tokens by-hash {Tokens.HashOf(token.Secret)}" }),
        "numbers 2026 counter",
        "pending sweeper looked-at-all", "pending sweeper unfinished",
        // The changes, the counter and the system log.
        .. Enumerable.Range(0, all.Changes.Count + 2).Select(line => string.Create(CultureInfo.InvariantCulture, $"anchors lines {line:000000000000}")),
    ];

    /// <summary>The rows of its deliveries.</summary>
    public static IEnumerable<string> Deliveries(ShownChange change)
    {
        var isEmergency = change.Whole.GetProperty("kind").GetString() == "emergency";
        return from entry in change.History
               let action = entry.GetProperty("action").GetString()
               where Told.Contains(action) || (action == "created" && isEmergency) || (action == "approved" && LeavesTheLastSeat(change))
               select string.Create(CultureInfo.InvariantCulture, $"deliveries {change.Number} e{entry.GetProperty("seq").GetInt32():00000000}");
    }

    /// <summary>Whoever answers last is asked when all others have answered.</summary>
    private static bool LeavesTheLastSeat(ShownChange change) => change.Whole.GetProperty("stages").EnumerateArray().Any(stage =>
        stage.TryGetProperty("answers_last", out _)
        && stage.GetProperty("answers").GetArrayLength() == stage.GetProperty("seats").GetArrayLength() - 1);

    private static IEnumerable<string> Events(ShownChange change) =>
        Enumerable.Range(1, change.History.Count).Select(seq => string.Create(CultureInfo.InvariantCulture, $"changes {change.Number} e-{seq:00000000}"))
            .Append($"changes {change.Number} head");

    private static IEnumerable<string> Lists(ShownChange change)
    {
        var whole = change.Whole;
        var (key, policy) = (KeyInLists(change.Number), whole.GetProperty("policy").GetProperty("id"));
        IEnumerable<string> lists =
        [
            "all",
            $"state-{whole.GetProperty("state")}",
            $"month-{whole.GetProperty("submitted_at").GetDateTimeOffset():yyyy-MM}",
            $"requester-{whole.GetProperty("requester")}",
            .. whole.GetProperty("fields").GetProperty("affected_systems").EnumerateArray().Select(system => $"system-{system}"),
            .. whole.TryGetProperty("completed_at", out _) ? [$"durations-{policy}"] : Array.Empty<string>(),
        ];
        return lists.Select(list => $"index {list} {key}");
    }

    private static IEnumerable<string> Links(ShownChange change, FiveChanges all) => all.Links[change.Number].SelectMany(link =>
        new[] { $"links approvals {Tokens.HashOf(link.Token)}", $"links replies {Tokens.HashOf(link.ReplyKey)}" });

    /// <summary>Whom it waits for or may wait for, and the keys of the two calls that it is from.</summary>
    private static IEnumerable<string> OfTheOpenOne(ShownChange change)
    {
        string[] lists = ["person-chen", "role-change-manager", "role-engineering-team", "system-authentication-service"];
        return
        [
            .. lists.Select(list => $"index waiting-{list} {KeyInLists(change.Number)}"),
            "numbers 2026 key-{hash}",
            $"numbers 2026 until-{Expiry(change.History[0])}-key-{{hash}}",
            $"changes {change.Number} key-{{hash}}",
            $"pending bucket-05 until-{Expiry(change.History[^1])}-key-{{hash}}",
        ];
    }

    private static string Expiry(JsonElement entry) =>
        entry.GetProperty("timestamp").GetDateTimeOffset().AddDays(7).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>CHG-2026-001 is the first number of its year, and lists begin with the newest.</summary>
    public static string KeyInLists(string number)
    {
        var parts = number.Split('-');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{9999 - int.Parse(parts[1], CultureInfo.InvariantCulture)}-{999_999_999 - int.Parse(parts[2], CultureInfo.InvariantCulture)}");
    }
}
