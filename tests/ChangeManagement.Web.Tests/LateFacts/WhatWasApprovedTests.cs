using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.LateFacts;

/// <summary>An approval is bound to the content shown (A5): what it was given for is not exchanged under it.</summary>
public sealed class WhatWasApprovedTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task TheImplementer_CannotBringAnotherPlanThanTheApprovedOne()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        var refused = await walk.Refused("chen", "implement", new { implementation_plan = "Something else entirely" }, "approved-otherwise");
        Assert.Contains("amend the change", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("Deploy", (await walk.Change()).GetProperty("fields").GetProperty("implementation_plan").GetString());
        await walk.Step("chen", "implement", new { implementation_plan = "Deploy" }, "Approved");
    }

    [Fact]
    public async Task WhereThePlanIsNotMaterial_TheImplementerMayBringIt()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { implementation_plan = "Set it, then restart twice" }, "implementing");
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(49)]
    public async Task WhereTheScheduleIsMaterial_TheWorkBeginsAsApproved(int hoursOff)
    {
        var approved = Tuesday.AddDays(2);
        var walk = await Walk.Begin(product, "chen", Requests.Board(approved), "awaiting-approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Refused("chen", "implement", new { scheduled_time = approved.AddHours(hoursOff) }, "approved-otherwise");
        Assert.Equal("approved", await walk.State());
        await walk.Step("chen", "implement", new { scheduled_time = approved });
    }

    [Fact]
    public async Task EvidenceThatASeatHasApproved_IsReplacedOnlyByAskingAgain()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("major"), "Requested");
        await walk.Step("chen", "evidence", Evidence("1"));
        await walk.Step("chen", "evidence", Evidence("2"));
        await walk.Step("dana", "approve", new { approved = true });
        Assert.Equal("security-officer: security-officer", await walk.OpenSeats());

        await walk.Step("chen", "evidence", Evidence("2"));
        Assert.Equal("security-officer: security-officer", await walk.OpenSeats());
        await walk.Refused("mika", "evidence", Evidence("3"), "not-your-task");
        await walk.Step("chen", "evidence", Evidence("3"));
        Assert.Equal("technical-review: technical-reviewer", await walk.OpenSeats());
        Assert.DoesNotContain("evidence:comprehensive-documentation", await walk.StillOpen("approve"));
        Assert.Equal(["technical-review/technical-reviewer by dana", "security-officer/security-officer by hana"], await walk.ApproveOpenStages());
    }

    [Fact]
    public async Task EvidenceThatWasApproved_IsNotReplacedOnceTheWorkHasBegun()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("major"), "Requested");
        await walk.Step("chen", "evidence", Evidence("1"));
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.Refused("chen", "evidence", Evidence("2"), "approved-otherwise");
    }

    [Fact]
    public async Task ASecurityChangeInStaging_IsInScope_AndSaysItsAreas()
    {
        var request = Requests.Officer("standard").With("environment", "staging").With("kind_of_change", "security-control");
        var client = await product.As("chen");
        var refused = await client.Submit(request);
        Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Text("code")));
        await Walk.Begin(product, "chen", request.With("security_areas", new[] { "access-control" }), "Requested");
    }

    [Fact]
    public async Task ProblemsCount_UntilTwentyFourHoursAfterTheImplementation()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Deployed" });
        await product.Pass(TimeSpan.FromHours(23));
        await walk.Step("mika", "problems", new { severity = "low", description = "A typing error" });
        await product.Pass(TimeSpan.FromHours(2));
        await walk.Step("mika", "problems", new { severity = "low", description = "Another" });

        var listed = (await (await product.As("chen")).Get(Client.Changes)).Json.GetProperty("change_requests")[0];
        Assert.Equal(1, listed.GetProperty("problems").GetInt32());
        Assert.Equal(2, (await walk.Change()).GetProperty("problems").GetArrayLength());
    }

    private static object Evidence(string version) => new
    {
        items = new[] { new { name = "comprehensive-documentation", reference = $"https://evidence.example.com/{version}" } },
    };
}
