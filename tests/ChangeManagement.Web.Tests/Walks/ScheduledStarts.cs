using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Walks;

/// <summary>A scheduled start happens as it was agreed or not at all (003 §9.1, §9.2), over HTTP.</summary>
public sealed class ScheduledStarts : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AHold_EndsTheSchedule_SoThatNothingStartsWhenItIsResumed()
    {
        var walk = await Scheduled(Requests.Board(Tuesday), Tuesday.AddDays(1), "awaiting-approval");
        await walk.Step("chen", "hold", new { reason = "Waiting for the vendor" });
        await product.Pass(TimeSpan.FromDays(3));
        await walk.Step("chen", "resume", new { }, "approved");

        var change = await walk.Change();
        Assert.False(change.TryGetProperty("scheduled_start", out _));
        Assert.DoesNotContain("implemented", await walk.Actions());
    }

    [Fact]
    public async Task AStartThatWasSleptThrough_IsMissed_EvenWithinAnOpenWindow()
    {
        var walk = await Scheduled(Requests.Priority("low"), Tuesday.AddHours(1), "pending_approval");
        product.Time.Advance(TimeSpan.FromHours(2));
        await product.Sweep();
        await product.Settle();
        Assert.Equal("approved", await walk.State());
        Assert.Contains("schedule_missed", await walk.Actions());
        Assert.DoesNotContain("implemented", await walk.Actions());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWasSaidOfTheMaintenanceWindow_IsWhatTheRegisterHolds(bool maintenanceWindow)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { scheduled_time = Tuesday.AddHours(1), maintenance_window = maintenanceWindow });
        await product.Pass(TimeSpan.FromHours(1));
        Assert.Equal("implementing", await walk.State());
        var events = await product.Services.GetRequiredService<ChangeStreams>().History(walk.Number, 1, CancellationToken.None);
        var started = events.Select(ChangeStreams.Read).OfType<Changes.ChangeEvent.ImplementationStarted>().Single();
        Assert.Equal(maintenanceWindow, started.MaintenanceWindow);
    }

    [Fact]
    public async Task WhoMayNoLongerImplement_StartsNothing()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("infrastructure"), "Requested");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("ada", "implement", new { scheduled_time = Tuesday.AddHours(1) });
        product.ChangeDirectory(("change-implementer: { held-by: [ ada, ben, goran ] }", "change-implementer: { held-by: [ goran ] }"));
        await product.Pass(TimeSpan.FromHours(1));

        Assert.Equal("approved", await walk.State());
        Assert.StartsWith(
            "Did not start at 2026-03-03 12:00 UTC: ada may no longer implement it",
            (await walk.Entries()).Last().GetProperty("details").GetString(), StringComparison.Ordinal);
    }

    private async Task<Walk> Scheduled(IReadOnlyDictionary<string, object?> request, DateTimeOffset at, string status)
    {
        var walk = await Walk.Begin(product, "chen", request, status);
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { scheduled_time = at });
        Assert.Equal(at, (await walk.Change()).GetProperty("scheduled_start").GetDateTimeOffset());
        return walk;
    }
}
