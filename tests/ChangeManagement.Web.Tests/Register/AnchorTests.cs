using System.Text.Json;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.BadInput;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Register;

/// <summary>R2: what seals alone cannot show, because an older copy is sealed as well, is found by the anchors that lie outside the data.</summary>
public sealed class AnchorTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private string number = "";

    public async Task InitializeAsync()
    {
        number = await Submit();
        await product.Anchor();
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task WhatMoved_IsAnchoredOnce()
    {
        Assert.Equal(0, await product.Anchor());
        await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" });
        Assert.Equal(1, await product.Anchor());
        Assert.Equal(0, await product.Anchor());
        // Another one moves its stream and the counter.
        await Submit();
        Assert.Equal(2, await product.Anchor());
        await AssertWhole();
    }

    [Fact]
    public async Task AChangeThatWasReplacedByAnOlderCopy_IsFound()
    {
        var older = await Copy(ChangeStreams.Table, number);
        await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" });
        await product.Anchor();
        await Replace(ChangeStreams.Table, number, older);
        await AssertFault(number, "It was cut back or replaced by an older copy");
        Assert.False((await product.AsAdministrator().Get($"/api/v1/audit/verify?number={number}")).Json.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task AChangeThatWasRemoved_TogetherWithItsNumber_IsFound()
    {
        var counter = await Copy(ChangeNumbers.Table, "2026");
        var last = await Submit();
        await product.Anchor();
        await Replace(ChangeStreams.Table, last, []);
        await Replace(ChangeNumbers.Table, "2026", counter);
        await AssertFault(last, "It was cut back or replaced by an older copy");
        await AssertFault("counter-2026", "The counter was lowered or removed: it says 1, and 2 numbers were given out.");
    }

    [Fact]
    public async Task AWholeRegister_ThatWasReplacedByAnOlderCopy_IsFound()
    {
        var (log, counter) = (await Copy(SystemLog.Table, SystemLog.Stream), await Copy(ChangeNumbers.Table, "2026"));
        await product.As("lena");
        var last = await Submit();
        await product.Anchor();
        await Replace(ChangeStreams.Table, last, []);
        await Replace(ChangeNumbers.Table, "2026", counter);
        await Replace(SystemLog.Table, SystemLog.Stream, log);
        await AssertFault(SystemLog.Stream, "It was cut back or replaced by an older copy");
        await AssertFault(last, "It was cut back or replaced by an older copy");
    }

    [Fact]
    public async Task ARemovedSystemLog_IsFound()
    {
        await Replace(SystemLog.Table, SystemLog.Stream, []);
        await AssertFault(SystemLog.Stream, "It was cut back or replaced by an older copy");
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "altered", "Its seal is not right" },
        { "removed", "It does not follow from the line before it" },
        { "moved", "It does not follow from the line before it" },
        { "spoilt", "It is damaged." },
        { "cut off", "What was written after this line is gone" },
        { "emptied", "What was written after this line is gone" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task ADamagedAnchorFile_IsFound_AndStaysSo(string damage, string what)
    {
        var lines = await File.ReadAllLinesAsync(product.AnchorPath);
        Assert.True(lines.Length > 2);
        await File.WriteAllLinesAsync(product.AnchorPath, damage switch
        {
            "altered" => [lines[0].Replace("\"version\":", "\"version\":1", StringComparison.Ordinal), .. lines[1..]],
            "removed" => [lines[0], .. lines[2..]],
            "moved" => [lines[1], lines[0], .. lines[2..]],
            "spoilt" => [lines[0], "{", .. lines[2..]],
            "cut off" => lines[..^1],
            _ => [],
        });
        await AssertFault(Anchored.Stream, what);

        // Neither this process nor the next one makes it look whole.
        await Submit();
        await product.Anchor();
        await AssertFault(Anchored.Stream, "");
        await Submit();
        await NewAnchors().Write(product.Time.GetUtcNow(), CancellationToken.None);
        await AssertFault(Anchored.Stream, "");
    }

    [Fact]
    public async Task WhatACrashLeftOfALine_IsTakenAway()
    {
        await File.AppendAllTextAsync(product.AnchorPath, "{\"stream\":\"CHG-");
        await AssertWhole();
        await Submit();
        Assert.Equal(2, await product.Anchor());
        await AssertWhole();
    }

    [Fact]
    public async Task WhatMovedBeforeACrash_IsAnchoredByTheNextProcess()
    {
        await Submit();
        await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" });
        using var next = NewAnchors();
        // Both changes and the counter.
        Assert.Equal(3, await next.Write(product.Time.GetUtcNow(), CancellationToken.None));
        await AssertWhole();
    }

    [Fact]
    public async Task WhatOneHostMoved_IsAnchoredByAnother_WhoseTurnItIs()
    {
        using var another = NewAnchors();
        Assert.Equal(0, await another.Write(product.Time.GetUtcNow(), CancellationToken.None));
        await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" });
        Assert.Equal(1, await another.Write(product.Time.GetUtcNow(), CancellationToken.None));
        Assert.Equal(0, await product.Anchor());
        await Submit();
        Assert.Equal(2, await product.Anchor());
        await AssertWhole();
    }

    [Fact]
    public async Task AMove_WhoseNoteWasRemoved_IsAnchoredWithinADay()
    {
        await (await product.As("chen")).Do(number, "withdraw", new { reason = "No need" });
        var notes = 0;
        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            foreach (var row in await Copy(Intents.Table, $"bucket-{bucket:00}"))
            {
                await product.Services.GetRequiredService<ITables>().Transact(
                    Intents.Table, $"bucket-{bucket:00}", [new TableOperation.Delete(row.Key)], CancellationToken.None);
                notes++;
            }
        }

        Assert.Equal(1, notes);

        Assert.Equal(0, await product.Anchor());
        await product.Pass(TimeSpan.FromDays(1));
        Assert.Equal(1, await product.Anchor());
        Assert.Equal(0, await product.Anchor());
    }

    [Theory]
    [InlineData("\"lines\":", "\"lines\":1")]
    [InlineData("\"log\":", "\"log\":1")]
    [InlineData("{", "[")]
    public async Task WhatTheDataRemembersOfTheFile_CannotBeAltered(string from, string to)
    {
        var tables = product.Services.GetRequiredService<ITables>();
        var row = (await tables.Get(SystemLog.Table, SystemLog.Stream, "anchor", CancellationToken.None))!;
        await tables.Transact(
            SystemLog.Table, SystemLog.Stream,
            [new TableOperation.Put("anchor", row.Data.Replace(from, to, StringComparison.Ordinal))], CancellationToken.None);
        await AssertFault(Anchored.Stream, "What the data remembers of this file was altered");
        // It is not believed either, and not made to look right: all is anchored still.
        await Submit();
        Assert.Equal(2, await product.Anchor());
        await AssertFault(Anchored.Stream, "What the data remembers of this file was altered");
    }

    [Fact]
    public async Task WhatMoved_IsAnchoredWhenTheServerStops()
    {
        var last = await Submit();
        var service = product.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "AnchorService");
        await service.StopAsync(CancellationToken.None);
        Assert.Contains(await File.ReadAllLinesAsync(product.AnchorPath), line => line.Contains($"\"stream\":\"{last}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AForgedHead_IsNotAnchored()
    {
        await Replace(ChangeStreams.Table, number, []);
        await product.Services.GetRequiredService<ITables>().Transact(
            ChangeStreams.Table, number, [new TableOperation.Put("head", "{\"version\":900,\"digest\":\"\",\"at\":\"2026-03-03T15:00:00Z\"}")], CancellationToken.None);
        using var next = NewAnchors();
        Assert.Equal(0, await next.Write(product.Time.GetUtcNow(), CancellationToken.None));
    }

    private Anchors NewAnchors() => ActivatorUtilities.CreateInstance<Anchors>(product.Services);

    private async Task<string> Submit() => (await (await product.As("chen")).Submit(PlainRequest.Good)).Number;

    private async Task<IReadOnlyList<TableRow>> Copy(string table, string partition) =>
        await product.Services.GetRequiredService<ITables>().Query(table, partition, null, null, 1000, CancellationToken.None);

    private async Task Replace(string table, string partition, IReadOnlyList<TableRow> rows)
    {
        var now = await Copy(table, partition);
        await product.Services.GetRequiredService<ITables>().Transact(
            table, partition,
            [
                .. now.ExceptBy(rows.Select(row => row.Key), row => row.Key).Select(row => new TableOperation.Delete(row.Key)),
                .. rows.Select(row => new TableOperation.Put(row.Key, row.Data)),
            ],
            CancellationToken.None);
    }

    private async Task<JsonElement> Verify() => (await product.AsAdministrator().Get("/api/v1/audit/verify")).Json;

    private async Task AssertWhole() => Assert.True((await Verify()).GetProperty("is_whole").GetBoolean());

    private async Task AssertFault(string stream, string what) => Assert.Contains(
        (await Verify()).GetProperty("faults").EnumerateArray(),
        fault => fault.GetProperty("stream").GetString() == stream && fault.GetProperty("what").GetString()!.StartsWith(what, StringComparison.Ordinal));
}
