using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Reports;

/// <summary>Decision 7: retention starts at closure.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task Decision07_EachRecordOf003_IsKeptFromTheClosureOn_NotFromTheRequestNorFromTheWork()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("change_type", "config-update"), "approved");
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Deployed" });
        await product.Pass(TimeSpan.FromDays(3));
        Assert.False((await walk.Change()).TryGetProperty("purgeable_from", out _));
        Assert.False((await walk.Change()).TryGetProperty("retention", out _));

        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
        var closed = Tuesday.AddDays(3);
        var change = await walk.Change();
        Assert.Equal(
            [
                ("approval-records", closed.AddYears(3)), ("cab-meeting-minutes", closed.AddYears(3)), ("change-request", closed.AddYears(3)),
                ("deployment-logs", closed.AddYears(1)), ("rollback-records", closed.AddYears(3)), ("test-results", closed.AddYears(1)),
            ],
            change.GetProperty("retention").EnumerateArray()
                .Select(kept => (kept.GetProperty("record").GetString()!, kept.GetProperty("keep_until").GetDateTimeOffset())).Order());
        Assert.Equal(closed.AddYears(3), change.GetProperty("purgeable_from").GetDateTimeOffset());
    }

    [Fact]
    public async Task AChangeThatWasNeverImplemented_IsKeptFromItsEndOn()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await product.Pass(TimeSpan.FromHours(5));
        await walk.Step("chen", "withdraw", new { reason = "Not needed" });
        Assert.Equal(Tuesday.AddHours(5).AddYears(3), (await walk.Change()).GetProperty("purgeable_from").GetDateTimeOffset());
    }
}
