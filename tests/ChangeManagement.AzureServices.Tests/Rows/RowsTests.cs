using System.Globalization;
using System.Text.Json;

namespace ChangeManagement.AzureServices.Tests.Rows;

/// <summary>What lies in the tables is what the README of the Azure services promises, seen by a client that shares nothing with ours.</summary>
public sealed class RowsTests(ClosedChange change) : IClassFixture<ClosedChange>
{
    private const string Number = "CHG-2026-001";
    private const string InLists = "7973-999999998";

    [Fact]
    public void EveryRow_LiesWhereOneLineOfTheReadmeSays()
    {
        var places = Layout.Read();
        Assert.NotEmpty(change.Rows);
        Assert.Empty(change.Rows.Where(row => places.Count(place => place.Takes(row)) != 1).Select(row => $"{row.Table} {row.Partition} {row.Key}"));
    }

    [Fact]
    public async Task AClosedChange_HasTheRowsThatArePromised_AndNoOther()
    {
        var entries = await change.Walk.Entries();
        var told = entries.Where(entry => entry.GetProperty("action").GetString() is "stage_opened" or "approval_complete" or "implemented" or "completed" or "closed")
            .Select(entry => entry.GetProperty("seq").GetInt32()).ToList();
        string[] promised =
        [
            .. Enumerable.Range(1, entries.Length).Select(seq => $"changes {Number} e-{seq:00000000}"),
            $"changes {Number} head",
            .. told.Select(seq => string.Create(CultureInfo.InvariantCulture, $"deliveries {Number} e{seq:00000000}")),
            $"index all {InLists}",
            $"index durations-priority-approval {InLists}",
            $"index month-2026-03 {InLists}",
            $"index requester-chen {InLists}",
            $"index state-closed {InLists}",
            $"index system-authentication-service {InLists}",
            "numbers 2026 counter",
        ];
        Assert.Equal(
            promised.Order(StringComparer.Ordinal),
            change.Rows.Where(row => row.Table is "changes" or "deliveries" or "index" or "numbers" or "pending")
                .Select(row => $"{row.Table} {row.Partition} {row.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(2, change.Rows.Count(row => row.Table == "links" && row.Properties["data"].Contains(Number, StringComparison.Ordinal)));
        Assert.Single(change.Rows, row => row.Table == "policies");
    }

    [Fact]
    public async Task TheRows_HoldWhatTheProductShows()
    {
        var entries = await change.Walk.Entries();
        var events = change.Rows.Where(row => row.Table == "changes" && row.Key != "head").OrderBy(row => row.Key, StringComparer.Ordinal).Select(Data).ToList();
        Assert.Equal(entries.Select(entry => entry.GetProperty("seq").GetInt64()), events.Select(stored => stored.GetProperty("seq").GetInt64()));
        Assert.Equal(
            entries.Select(entry => entry.GetProperty("timestamp").GetDateTimeOffset()), events.Select(stored => stored.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(entries.Length, Data(change.Rows.Single(row => row.Table == "changes" && row.Key == "head")).GetProperty("version").GetInt32());
        Assert.Equal("closed", Data(change.Rows.Single(row => row is { Table: "index", Partition: "all" })).GetProperty("state").GetString());
        Assert.Equal(1, Data(change.Rows.Single(row => row.Table == "numbers")).GetProperty("last").GetInt32());
    }

    [Fact]
    public void RowsOfOneTransaction_BearItsStamp_AndNoOthersDo()
    {
        var stamps = change.Rows.GroupBy(row => row.Properties["stamp"], StringComparer.Ordinal).ToList();
        Assert.All(stamps, stamp => Assert.Single(stamp.Select(row => $"{row.Table} {row.Partition}").Distinct(StringComparer.Ordinal)));
        Assert.Contains(stamps, stamp => stamp.Select(row => row.Key).Order(StringComparer.Ordinal).SequenceEqual(["e-00000001", "e-00000002"], StringComparer.Ordinal));
    }

    private static JsonElement Data(FoundRow row) => JsonDocument.Parse(row.Properties["data"]).RootElement;
}
