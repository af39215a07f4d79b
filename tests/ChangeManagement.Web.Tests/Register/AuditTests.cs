using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.BadInput;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>What somebody with access to the tables does to the register is found by the call that verifies it.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private string number = "";

    public async Task InitializeAsync() => number = (await (await product.As("chen")).Submit(PlainRequest.Good)).Number;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AnUntouchedRegister_IsWhole()
    {
        var all = await Verify("");
        Assert.Equal((true, 1L), (all.Json.GetProperty("is_whole").GetBoolean(), all.Json.GetProperty("changes").GetInt64()));
        Assert.True((await Verify($"?number={number}")).Json.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task AnAlteredEvent_IsFound()
    {
        var row = await Row("e-00000001");
        var stored = Json.Read<StoredEvent>(row.Data);
        await Write(new TableOperation.Put(row.Key, Json.Write(stored with { Payload = stored.Payload!.Replace("200", "900", StringComparison.Ordinal) })));
        await AssertFault(number, "Its content was altered.");
    }

    [Fact]
    public async Task ACutOffEvent_IsFound()
    {
        var events = await product.Services.GetRequiredService<ChangeStreams>().History(number, 1, CancellationToken.None);
        await Write(new TableOperation.Delete($"e-{events.Count:00000000}"));
        await AssertFault(number, "The last 1 events were cut off.");
    }

    [Fact]
    public async Task AChangeThatWasRemoved_IsMissed()
    {
        var rows = await Tables.Query(ChangeStreams.Table, number, null, null, 1000, CancellationToken.None);
        await Write([.. rows.Select(row => new TableOperation.Delete(row.Key))]);
        await AssertFault(number, "There are no events.");
    }

    [Fact]
    public async Task AnAlteredSystemLog_IsFound()
    {
        var row = (await Tables.Get(SystemLog.Table, SystemLog.Stream, "e-00000001", CancellationToken.None))!;
        var stored = Json.Read<StoredEvent>(row.Data);
        await Tables.Transact(
            SystemLog.Table, SystemLog.Stream, [new TableOperation.Put(row.Key, Json.Write(stored with { Kind = "other" }))], CancellationToken.None);
        await AssertFault(SystemLog.Stream, "Its seal is not right");
    }

    [Fact]
    public async Task AForgedHead_IsFound_AndNothingIsAppendedToIt()
    {
        var events = await product.Services.GetRequiredService<ChangeStreams>().History(number, 1, CancellationToken.None);
        var head = Json.Read<StreamHead>((await Row("head")).Data);
        var cut = events[^2];
        await Write(
            new TableOperation.Delete($"e-{events.Count:00000000}"),
            new TableOperation.Put("head", Json.Write(head with { Version = cut.Seq, Digest = cut.Mac, At = cut.At })));
        await AssertFault(number, "The head was forged.");
        Assert.Equal(500, (await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" })).Status);
        await AssertFault(number, "The head was forged.");
    }

    [Fact]
    public async Task AForgedCounter_IsFound_AndGivesOutNoNumber()
    {
        await Counter(new TableOperation.Put("counter", "{\"last\":0}"));
        await AssertFault("counter-2026", "The counter was forged.");
        Assert.Equal(500, (await (await product.As("chen")).Submit(PlainRequest.Good)).Status);
    }

    [Fact]
    public async Task ACounterThatWasRemovedOrReplacedByAnOlderCopy_IsFound()
    {
        var older = (await Tables.Get(ChangeNumbers.Table, "2026", "counter", CancellationToken.None))!;
        await (await product.As("chen")).Submit(PlainRequest.Good);
        await Counter(new TableOperation.Put("counter", older.Data));
        await AssertFault("counter-2026", "The counter was lowered or removed");
        await Counter(new TableOperation.Delete("counter"));
        await AssertFault("counter-2026", "The counter was lowered or removed");
    }

    [Fact]
    public async Task ASystemLogThatWasRemoved_IsMissed_AlsoAfterAnotherStart()
    {
        await Remove(SystemLog.Table, SystemLog.Stream);
        await product.Services.GetRequiredService<RegisterOpening>().Open(product.Time.GetUtcNow(), CancellationToken.None);
        await AssertFault(SystemLog.Stream, "There are no events.");
    }

    [Fact]
    public async Task ALargeRegister_IsVerifiedInParts()
    {
        await Counter(new TableOperation.Put("counter", Json.Write(NumberCounter.Of("2026", 250, product.Services.GetRequiredService<AuditKeys>()))));
        var (missing, parts) = (0, 0);
        for (string? after = null; parts == 0 || after is not null; parts++)
        {
            var part = (await Verify(after is null ? "" : $"?after={after}")).Json;
            missing += part.GetProperty("faults").GetArrayLength();
            after = part.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal((249, 2), (missing, parts));
        Assert.Equal(400, (await Verify("?after=everything")).Status);
    }

    private Task Counter(TableOperation write) => Tables.Transact(ChangeNumbers.Table, "2026", [write], CancellationToken.None);

    private async Task Remove(string table, string partition)
    {
        var rows = await Tables.Query(table, partition, null, null, 1000, CancellationToken.None);
        await Tables.Transact(table, partition, [.. rows.Select(row => new TableOperation.Delete(row.Key))], CancellationToken.None);
    }

    private ITables Tables => product.Services.GetRequiredService<ITables>();

    private Task<Answer> Verify(string query) => product.AsAdministrator().Get($"/api/v1/audit/verify{query}");

    private async Task<TableRow> Row(string key) => (await Tables.Get(ChangeStreams.Table, number, key, CancellationToken.None))!;

    private Task Write(params TableOperation[] operations) => Tables.Transact(ChangeStreams.Table, number, operations, CancellationToken.None);

    private async Task AssertFault(string stream, string what)
    {
        var report = await Verify("");
        Assert.False(report.Json.GetProperty("is_whole").GetBoolean());
        Assert.Contains(
            report.Json.GetProperty("faults").EnumerateArray(),
            fault => fault.GetProperty("stream").GetString() == stream && fault.GetProperty("what").GetString()!.StartsWith(what, StringComparison.Ordinal));
    }
}
