using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Reports;

/// <summary>The metrics of 001, 002 and 003 §11.2: the report gives the figure of each and holds it against the document's target.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task MetricsOf001()
    {
        await Complete(Requests.Priority("high"), approvedAfter: TimeSpan.FromHours(2), work: TimeSpan.FromHours(5));
        await Complete(Requests.Priority("low"), approvedAfter: TimeSpan.FromHours(70), work: TimeSpan.FromHours(1));
        var failed = await Implementing(Requests.Priority("low"), TimeSpan.Zero);
        await failed.Step("chen", "rollback", new { decision = "roll_back", reason = "Errors" });
        await failed.Step("chen", "rollback/complete");
        Assert.Equal(
            [
                "change-success-rate 66.7% >95% missed",
                "change-failure-rate 33.3%",
                "average-approval-time 24h <24h (high priority) met",
                "average-implementation-time 3h <4h met",
                "rollback-rate 33.3% <5% missed",
                "emergency-change-rate 0% <10% met",
            ],
            await Metrics("priority-approval"));
    }

    [Fact]
    public async Task MetricsOf002()
    {
        await Complete(Requests.Officer("standard"), TimeSpan.Zero, TimeSpan.Zero);
        await Walk.Begin(product, "chen", Requests.Officer("standard"));
        await Walk.Begin(product, "chen", Requests.OfficerEmergency());
        Assert.Equal(
            ["changes-per-month 3", "emergency-vs-standard 1 to 2", "rollback-rate 0%", "change-success-rate 100%"], await Metrics("security-officer"));
    }

    [Fact]
    public async Task MetricsOf003_CountIssuesUntil24HoursAfterTheImplementation()
    {
        var walk = await Complete(Requests.Board(Tuesday), TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Contains("post-implementation-issues 0% < 5% met", await Metrics("advisory-board"));
        await walk.Step("mika", "problems", new { severity = "low", description = "A picture is missing" });
        Assert.Equal(
            [
                "change-success-rate 100% > 95% met",
                "emergency-change-rate 0% < 5% met",
                "change-lead-time 0h Per risk level",
                "rollback-rate 0% < 3% met",
                "post-implementation-issues 100% < 5% missed",
            ],
            await Metrics("advisory-board"));
    }

    [Fact]
    public async Task WithoutChanges_NoTargetIsMetOrMissed() =>
        Assert.All(await Metrics("priority-approval"), line => Assert.DoesNotMatch("(met|missed)$", line));

    private async Task<Walk> Implementing(IReadOnlyDictionary<string, object?> request, TimeSpan approvedAfter)
    {
        var walk = await Walk.Begin(product, "chen", request);
        await product.Pass(approvedAfter);
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        return walk;
    }

    private async Task<Walk> Complete(IReadOnlyDictionary<string, object?> request, TimeSpan approvedAfter, TimeSpan work)
    {
        var walk = await Implementing(request, approvedAfter);
        await product.Pass(work);
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Done" });
        return walk;
    }

    /// <summary>Each as <c>name value target met</c>, without what it lacks.</summary>
    private async Task<string[]> Metrics(string policy)
    {
        var report = (await (await product.As("chen")).Get($"/api/v1/change-management/reports/2026-03?policy={policy}")).Json;
        return
        [
            .. report.GetProperty("metrics").EnumerateArray().Select(metric => string.Join(' ', new[]
            {
                metric.GetProperty("name").GetString(),
                metric.TryGetProperty("value", out var value) ? value.GetString() : null,
                metric.TryGetProperty("target", out var target) ? target.GetString() : null,
                metric.TryGetProperty("is_on_target", out var isOnTarget) ? isOnTarget.GetBoolean() ? "met" : "missed" : null,
            }.Where(part => part is not null))),
        ];
    }
}
