using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>Who reviews, who ticks, who fills which seat; and that no answer leaves a change waiting for nobody.</summary>
public sealed class WhoAnswers : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ACriterion_IsAssessedByThoseWhoAreAskedToApprove_AndByNobodyElse()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("security-config"), "Requested");
        var review = new { items = new[] { new { name = "request-complete", note = "Read" } } };
        await walk.Refused("nora", "review", review, "not-your-seat");
        await walk.Refused("chen", "review", review, "own-change");
        await walk.Step("hana", "review", review);
    }

    [Theory]
    [InlineData("review", "request-complete", 403)]
    [InlineData("checklist", "config-backed-up", 403)]
    [InlineData("tests", "staging", 200)]
    public async Task ASystem_AnswersTestsAndEvidence_AndNothingElse(string call, string name, int status)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("security-config"), "Requested");
        var answer = await (await product.AsSystem("pipeline")).Do(
            walk.Number, call, new { items = new[] { new { name, note = "All green", environment = "staging" } } });
        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Text("code") == "systems-report-only", answer.Body);
    }

    [Fact]
    public async Task AConditionOfAnApprover_IsTickedByThoseWhoAnswerForTheWork()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.Step("lena", "approve", new { approved = true, conditions = new[] { "Tell the help desk" }, conditions_before = "implement" });
        var ticked = new { items = new[] { new { name = "condition-1", note = "Told" } } };
        await walk.Refused("nora", "checklist", ticked, "not-your-task");
        await walk.Step("chen", "checklist", ticked);
    }

    [Fact]
    public async Task AnApprovalThatWouldPassTheStageWhileTheGateIsShut_IsRefusedWithWhatIsMissing()
    {
        var walk = await Walk.Begin(product, "chen", AdvisoryBoardWalks.HighRisk(), "awaiting-approval");
        foreach (var person in new[] { "ada", "ben", "emil", "hana", "dana", "fatima", "ivan", "mika" })
        {
            await walk.Step(person, "approve", new { approved = true });
        }

        await walk.Step("nora", "approve", new { approved = false, comments = "Not before the fair" });
        await walk.Step("lena", "review", new { items = new[] { new { name = "risk-accurate", result = "failed", note = "The factors are too low" } } });
        var refused = await walk.Refused("lena", "approve", new { approved = true }, "gate-shut");
        Assert.Contains("Verify risk assessment accuracy", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("cab: cab-chair", await walk.OpenSeats());

        await walk.Step("lena", "review", new { items = new[] { new { name = "risk-accurate", note = "Rated again" } } });
        await walk.Step("lena", "approve", new { approved = true }, "approved");
    }

    [Fact]
    public async Task WhoCouldFillSeveralSeats_FillsTheOneThatLeavesTheOthersFillable()
    {
        product.ChangeDirectory((" security-team: { held-by: [ hana, ivan ]", " security-team: { held-by: [ emil, hana ]"));
        var walk = await Walk.Begin(product, "chen", Requests.Priority("high"), "pending_approval");
        Assert.Equal("engineering-manager", (await walk.Step("emil", "approve", new { approved = true }, "pending_approval")).Text("approved_by"));
        await walk.Step("hana", "approve", new { approved = true }, "pending_approval");
        await walk.Step("lena", "approve", new { approved = true }, "approved");
    }

    [Fact]
    public async Task WhoAloneCouldFillTheLastSeat_IsNotUsedUpForAnother()
    {
        product.ChangeDirectory(("engineering-manager: { held-by: [ emil ]", "engineering-manager: { held-by: [ emil, lena ]"));
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"), "pending_approval");
        await walk.Refused("lena", "approve", new { approved = true }, "heard-last");
        await walk.Step("emil", "approve", new { approved = true }, "pending_approval");
        await walk.Step("lena", "approve", new { approved = true }, "approved");
    }

    [Fact]
    public async Task WhenTheDirectoryLeavesNobodyForASeat_TheStageEndsAtTheNextOccasion()
    {
        var walk = await Walk.Begin(product, "lena", Requests.Priority("low"), "pending_approval");
        // Mika stood in for Lena, whose own change it is; nobody is above her either.
        product.ChangeDirectory(
            ("change-manager: { held-by: [ lena ], deputies: [ mika ] }", "change-manager: { held-by: [ lena ], deputies: [ chen ] }"),
            ("manager: fatima, deputy: mika, zone: Europe/Berlin", "deputy: chen, zone: Europe/Berlin"));
        await product.Pass(TimeSpan.FromDays(4));
        Assert.Equal("awaiting-approval", await walk.State());

        product.ChangeDirectory(
            ("change-manager: { held-by: [ lena ], deputies: [ mika ] }", "change-manager: { held-by: [ lena ], deputies: [ lena ] }"),
            ("manager: fatima, deputy: mika, zone: Europe/Berlin", "zone: Europe/Berlin"));
        await product.Pass(TimeSpan.FromDays(2));
        await walk.AssertEnded("rejected");
        Assert.Equal("Nobody is left who could fill the seat 'change-manager'.", (await walk.Change()).GetProperty("reason").GetString());
    }
}
