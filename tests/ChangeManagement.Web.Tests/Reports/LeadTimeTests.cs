using ChangeManagement.Policies;
using ChangeManagement.Sample;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Reports;

/// <summary>
/// Decision 7: the lead time runs from request to implementation, against the deadlines of review and approval of the level of risk. It is
/// Tuesday, 10:00 in New York; the clocks go forward on the Sunday after.
/// </summary>
public sealed class LeadTimeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Window = new(2026, 3, 4, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("low", "48h")]       // 1 + 1 business days: Thursday
    [InlineData("medium", "143h")]   // 2 + 2: Monday
    [InlineData("high", "191h")]     // 3 + 3: Wednesday of the week after
    [InlineData("critical", "335h")] // 5 + 5: Tuesday of the week after next
    public async Task Decision07_TheTargetOf003_IsTheReviewSlaPlusTheApprovalSlaOfTheRisk_InBusinessDays(string risk, string target)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Window).With("risk_level", risk), "awaiting-approval");
        var change = await walk.Change();
        Assert.Equal((risk, target), (change.GetProperty("risk").GetProperty("level").GetString(), change.GetProperty("lead_time_target").GetString()));
        Assert.False(change.TryGetProperty("lead_time", out _));
    }

    [Theory]
    [InlineData("critical", "1h")]
    [InlineData("high", "24h")]
    [InlineData("medium", "72h")]
    [InlineData("low", "168h")]
    public async Task Decision07_TheTargetOf001_IsTheTimeOutOfThePriority(string priority, string target)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority(priority), "pending_approval");
        Assert.Equal(target, (await walk.Change()).GetProperty("lead_time_target").GetString());
    }

    [Fact]
    public async Task WorkThatNothingPrecedes_HasALeadTimeAndNoTarget()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await product.Pass(TimeSpan.FromMinutes(30));
        await walk.Step("chen", "implement");
        Assert.Equal("0.5h", (await walk.Change()).GetProperty("lead_time").GetString());
        Assert.False((await walk.Change()).TryGetProperty("lead_time_target", out _));
    }

    [Fact]
    public async Task TheLeadTime_EndsWhereTheWorkBegins_WhateverComesAfter()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await product.Pass(TimeSpan.FromHours(30));
        await walk.Step("chen", "implement");
        await product.Pass(TimeSpan.FromHours(5));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { post_implementation_review = "Fine" });
        Assert.Equal("30h", (await walk.Change()).GetProperty("lead_time").GetString());
    }

    [Fact]
    public async Task AnAmendmentThatRaisesTheRisk_SetsTheTargetOfTheNewRisk_StillFromTheRequest()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Window), "awaiting-approval");
        // In the evening: business days would be counted from the next morning.
        await product.Pass(TimeSpan.FromHours(10));
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["risk_level"] = "medium" })).Status);
        Assert.Equal("143h", (await walk.Change()).GetProperty("lead_time_target").GetString());
    }

    [Fact]
    public async Task AnEditedPolicy_MovesNeitherTheTargetNorTheRetentionOfAChangeThatKeepsTheOneBefore()
    {
        var before = await Walk.Begin(product, "chen", Requests.Board(Window), "awaiting-approval");
        await before.Step("ada", "approve", new { approved = false, comments = "Not now" });
        await before.AssertEnded("rejected");
        Assert.True(product.Services.GetRequiredService<RulebookShelf>().Reload(
            Rulebook.Load([.. ShippedPolicies.All.Select(file => file with { Text = Edited(file.Text) }), .. SampleOrganisation.Files]),
            product.Time.GetUtcNow()));

        var change = await before.Change();
        Assert.Equal("48h", change.GetProperty("lead_time_target").GetString());
        Assert.Equal(product.Time.GetUtcNow().AddYears(3), change.GetProperty("purgeable_from").GetDateTimeOffset());
        var after = await Walk.Begin(product, "chen", Requests.Board(Window), "awaiting-approval");
        Assert.Equal("143h", (await after.Change()).GetProperty("lead_time_target").GetString());
    }

    private static string Edited(string policy) => policy
        .Replace("{ review: 1 business day, approval: 1 business day }", "{ review: 2 business days, approval: 2 business days }", StringComparison.Ordinal)
        .Replace("keep: 3 years", "keep: 9 years", StringComparison.Ordinal);
}
