using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeManagement.Functions.Tests.Rows;

/// <summary>
/// What lies in the tables is what the README of the Azure services promises and what the product shows, seen by a client that shares nothing with ours.
/// </summary>
public sealed partial class RowsTests(FiveChanges all) : IClassFixture<FiveChanges>
{
    /// <summary>What changes on their way leave behind nowhere: what is there for a moment, and what comes of something else.</summary>
    private static readonly string[] NotFilled =
    [
        "`numbers` `{year}` `claim-{text}`",
        "`pending` `bucket-{text}` `{number}-{seq}`",
        "`pending` `bucket-{text}` `moved-{number}-{seq}`",
        "`deliveries` `delegations` `{text}`",
        "`deliveries` `failed` `{ticks}-{text}`",
        "`links` `codes` `{hash}`",
        "`replies` `{hash}` `{text}`",
        "`system` `log` `key-{hash}`",
        "`system` `log` `until-{text}`",
        "`system` `log` `standing-{text}`",
        "`system` `log` `preapproval:{text}`",
        "`system` `log` `order-{text}`",
        "`calls` `harmless` `key-{hash}`",
        "`calls` `harmless` `until-{text}`",
        "`signins` `first` `{text}`",
    ];

    [Fact]
    public void EveryRow_LiesWhereOneLineOfTheReadmeSays()
    {
        var places = Layout.Read();
        Assert.DoesNotContain(all.Rows, row => places.Count(place => place.Takes(row)) != 1);
    }

    [Fact]
    public void EveryLineOfTheReadme_HasItsRows() =>
        Assert.Equal(NotFilled, Layout.Read().Where(place => !all.Rows.Any(place.Takes)).Select(place => place.Line));

    [Fact]
    public void Rows_AreThoseThatArePromised_AndNoOthers() =>
        AssertSame(Promise.Of(all), all.Rows.Where(row => Promise.Tables.Contains(row.Table)).Select(row => KeyOfCall().Replace(row.ToString(), "{hash}")));

    [Fact]
    public void Deliveries_AreOfWhatPeopleAreTold_AndEachThatWasSentIsAMessage()
    {
        var deliveries = all.Rows.Where(row => row.Table == "deliveries" && row.Partition.StartsWith("CHG-", StringComparison.Ordinal)).ToList();
        AssertSame(all.Changes.SelectMany(Promise.Deliveries), deliveries.Select(row => row.ToString()));
        AssertSame(
            all.Messages.Where(message => message.Change is not null).Select(message => message.Key),
            from row in deliveries
            from recipient in row.Data.GetProperty("recipients").EnumerateArray()
            where recipient.GetProperty("state").GetString() == "sent"
            select $"{row.Partition}-{row.Data.GetProperty("cause").GetProperty("seq")}-{recipient.GetProperty("person")}");
    }

    [Fact]
    public void Events_AreThoseOfTheHistory_ChainedAndWithTheirHead()
    {
        foreach (var change in all.Changes)
        {
            var rows = all.Rows.Where(row => row.Table == "changes" && row.Partition == change.Number).ToList();
            var events = rows.Where(row => row.Key.StartsWith("e-", StringComparison.Ordinal))
                .OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Data).ToList();
            Assert.Equal(
                change.History.Select(entry => (Long(entry, "seq"), Time(entry, "timestamp"), Text(entry, "mac"), Text(entry, "user"))),
                events.Select(stored => (Long(stored, "seq"), Time(stored, "at"), Text(stored, "mac"), Text(stored.GetProperty("actor"), "id"))));
            Assert.Equal(["", .. events.SkipLast(1).Select(stored => Text(stored, "mac"))], events.Select(stored => Text(stored, "previous_hash")));
            Assert.All(events, stored => Assert.Equal(Digest(stored.GetProperty("payload").GetRawText()), Text(stored, "payload_digest")));

            var head = rows.Single(row => row.Key == "head").Data;
            Assert.Equal(
                (Long(change.Whole, "version"), Text(events[^1], "mac"), Time(events[^1], "at")), (Long(head, "version"), Text(head, "digest"), Time(head, "at")));
        }
    }

    [Fact]
    public void Summaries_SayWhatTheApiShows()
    {
        string[] same = ["version", "state", "outcome", "class", "kind", "requester", "submitted_at", "approved_at", "completed_at"];
        foreach (var change in all.Changes)
        {
            var summary = all.Rows.Single(row => row is { Table: "index", Partition: "all" } && row.Key == Promise.KeyInLists(change.Number)).Data;
            var (whole, fields) = (change.Whole, change.Whole.GetProperty("fields"));
            IEnumerable<(string Name, string? Value)> shown =
            [
                .. same.Select(name => (name, Text(whole, name))),
                ("number", change.Number),
                ("title", Text(fields, "title")),
                ("systems", Text(fields, "affected_systems")),
                ("policy", Text(whole.GetProperty("policy"), "id")),
                ("risk", Text(whole.GetProperty("risk"), "level")),
                ("started_at", Text(whole, "implementation_started")),
            ];
            Assert.Equal(shown, shown.Select(each => (each.Name, Text(summary, each.Name))));
        }
    }

    [Fact]
    public void RowsOfLists_NameTheirChange_AndWhatTheyAreReadFor()
    {
        foreach (var row in all.Rows.Where(row => row.Table == "index" && row.Partition != "all"))
        {
            var (number, whole, _) = all.Changes.Single(change => Promise.KeyInLists(change.Number) == row.Key);
            var expected = row.Partition.Split('-')[0] switch
            {
                "waiting" => $$"""{"number":"{{number}}","due":"{{whole.GetProperty("next")[0].GetProperty("at")}}"}""",
                "durations" => $"\"{Time(whole, "completed_at") - Time(whole, "implementation_started")}\"",
                _ => $"\"{number}\"",
            };
            Assert.Equal((row, expected), (row, row.Data.GetRawText()));
        }
    }

    [Fact]
    public void TheCounterAndTheAnchors_HaveComeAsFarAsTheChanges()
    {
        Assert.Equal(all.Changes.Count, Long(all.Rows.Single(row => row is { Table: "numbers", Key: "counter" }).Data, "last"));
        var log = all.Rows.Where(row => row.Table == "system" && row.Key.StartsWith("e-", StringComparison.Ordinal)).Max(row => Long(row.Data, "seq"));
        AssertSame(
            [.. all.Changes.Select(change => $"{change.Number} {Text(change.Whole, "version")}"), $"counter-2026 {all.Changes.Count}", $"log {log}"],
            all.Rows.Where(row => row.Table == "anchors").Select(row => JsonDocument.Parse(row.Data.GetString()!).RootElement)
                .Select(line => $"{Text(line, "stream")} {Text(line, "version")}"));
    }

    [Fact]
    public void APolicy_IsKeptWordForWord() => Assert.All(
        all.Rows.Where(row => row.Table == "policies"), row => Assert.Equal(row.Partition, Digest(Text(row.Data, "text")!)));

    [Fact]
    public void RowsOfOneTransaction_BearItsStamp_AndNoOthersDo()
    {
        var stamps = all.Rows.GroupBy(row => row.Stamp, StringComparer.Ordinal).ToList();
        Assert.All(stamps, stamp => Assert.Single(stamp.Select(row => $"{row.Table} {row.Partition}").Distinct(StringComparer.Ordinal)));

        // Each call is one transaction on its change, and has an id of its own.
        var events = all.Rows.Where(row => row.Table == "changes" && row.Key.StartsWith("e-", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            events.GroupBy(row => (row.Partition, Text(row.Data, "correlation"))).Select(call => string.Join(' ', call)).Order(StringComparer.Ordinal),
            events.GroupBy(row => row.Stamp, StringComparer.Ordinal).Select(stamp => string.Join(' ', stamp)).Order(StringComparer.Ordinal));
        Assert.All(all.Changes, change => Assert.Equal(StampOf(change, "head"), StampOf(change, $"e-{change.History.Count:00000000}")));
    }

    [Fact]
    public void NoRow_HoldsASecret_ButTheMailboxOfDevelopment()
    {
        string[] secrets =
        [
            .. all.Tokens.Select(token => token.Secret),
            .. all.Links.SelectMany(links => links).SelectMany(link => new[] { link.Token, link.Code, link.ReplyKey }),
        ];
        Assert.Contains(all.Rows, row => row.Table == "mailbox" && secrets.Any(row.Properties["data"].Contains));
        Assert.Empty(
            from row in all.Rows
            where row.Table != "mailbox"
            let text = $"{row} {string.Concat(row.Parts)}"
            from secret in secrets
            where text.Contains(secret, StringComparison.Ordinal)
            select $"{row}: {secret}");
    }

    [Fact]
    public void WhatIsLongerThanAProperty_GoesOnInTheNext()
    {
        Assert.All(all.Rows.SelectMany(row => row.Parts), part => Assert.InRange(part.Length, 1, 32 * 1024));
        var row = Assert.Single(all.Rows, row => row.Table == "changes" && row.Properties.Count > 2);
        Assert.Equal(["data", "data_1", "stamp"], row.Properties.Keys.Order(StringComparer.Ordinal));
        var fields = all.Changes.Single(change => change.Number == row.Partition).Whole.GetProperty("fields");
        Assert.True(JsonElement.DeepEquals(fields, row.Data.GetProperty("payload").GetProperty("facts")));
    }

    private string StampOf(ShownChange change, string key) => all.Rows.Single(row => row.Table == "changes" && row.Partition == change.Number && row.Key == key).Stamp;

    /// <summary>The same rows, whatever their order; what is not in both is what the failure shows.</summary>
    private static void AssertSame(IEnumerable<string> promised, IEnumerable<string> found)
    {
        var (expected, actual) = (promised.ToList(), found.ToList());
        var differences = expected.Except(actual).Select(row => $"Missing: {row}").Concat(actual.Except(expected).Select(row => $"Too much: {row}")).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(expected.Count, actual.Count);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The member as JSON, without quotation marks; null: there is none.</summary>
    private static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.ToString() : null;

    private static long Long(JsonElement element, string member) => element.GetProperty(member).GetInt64();

    private static DateTimeOffset Time(JsonElement element, string member) => element.GetProperty(member).GetDateTimeOffset();

    [GeneratedRegex("(?<=key-)[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyOfCall();
}
