using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Reports;

/// <summary>Decision 7: rates count implemented changes, and those alone.</summary>
public sealed class RatesTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task Decision07_Rates_CountTheChangesWhoseWorkHasEnded_NeitherRejectedNorWaitingNorUnfinishedOnes()
    {
        await Rejected();
        await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await Implementing();
        var withdrawn = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await withdrawn.Step("chen", "withdraw", new { reason = "Not needed" });
        Assert.Equal((4, 0, "none"), Figures(await Report()));

        await Completed();
        Assert.Equal((5, 1, "success 100, failure 0, rollback 0, emergency 0"), Figures(await Report()));

        var failed = await Failed();
        await failed.Step(await failed.Owner(), "rollback", new { decision = "keep", reason = "Nothing was changed" });
        await failed.AnswerEverythingOpen(before: "close");
        await failed.AssertClosed("failed");
        var undone = await Failed();
        await undone.Step("chen", "rollback", new { decision = "roll_back", reason = "It is half done" });
        await undone.Step("chen", "rollback/complete", new { });
        var emergency = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await emergency.Step("chen", "implement");
        await emergency.Step("chen", "complete", new { notes = "Patched" });

        Assert.Equal((8, 4, "success 50, failure 50, rollback 25, emergency 25"), Figures(await Report()));
    }

    [Fact]
    public async Task AChangeThatIsBeingRolledBack_IsNoSuccess()
    {
        await Completed();
        var undone = await Completed();
        await undone.Step("mika", "problems", new { severity = "high", description = "Errors everywhere" });
        await undone.Step("chen", "rollback", new { decision = "roll_back", reason = "Errors" });
        Assert.Equal((2, 2, "success 50, failure 50, rollback 50, emergency 0"), Figures(await Report()));
    }

    [Fact]
    public async Task TheReport_SaysPerRiskHowLongChangesTookFromRequestToWork_AndHowManyMetTheirTarget()
    {
        await Begun(after: TimeSpan.FromHours(2));
        await Begun(after: TimeSpan.FromHours(200));
        await Rejected();
        var low = (await Report()).GetProperty("lead_time_by_risk").GetProperty("low");
        Assert.Equal(("101h", 50.0), (low.GetProperty("average").GetString(), low.GetProperty("on_target").GetDouble()));
    }

    /// <summary>Approved at once, so that only the wait before the work passes the 7 days of low priority.</summary>
    private async Task Begun(TimeSpan after)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await product.Pass(after);
        await walk.Step("chen", "implement");
    }

    private async Task Rejected()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.Step("lena", "approve", new { approved = false, comments = "Not now" });
        await walk.AssertEnded("rejected");
    }

    private async Task<Walk> Implementing()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        return walk;
    }

    private async Task<Walk> Completed()
    {
        var walk = await Implementing();
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { post_implementation_review = "Fine" });
        return walk;
    }

    private async Task<Walk> Failed()
    {
        var walk = await Implementing();
        await walk.Step("chen", "complete", new { status = "failed", reason = "The limit is fixed in the code" });
        return walk;
    }

    private async Task<JsonElement> Report() =>
        (await (await product.As("chen")).Get("/api/v1/change-management/reports/2026-03?policy=priority-approval")).Json;

    private static (int Total, int Implemented, string Rates) Figures(JsonElement report)
    {
        string[] names = ["success", "failure", "rollback", "emergency"];
        var rates = names.Where(name => report.TryGetProperty($"{name}_rate", out _))
            .Select(name => FormattableString.Invariant($"{name} {report.GetProperty($"{name}_rate").GetDouble()}")).DefaultIfEmpty("none");
        return (report.GetProperty("total_changes").GetInt32(), report.GetProperty("implemented_changes").GetInt32(), string.Join(", ", rates));
    }
}
