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

    public async Task InitializeAsync() => number = (await (await product.As("chen")).Submit(Requests.Good)).Number;

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
