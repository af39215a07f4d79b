using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>How a change ends otherwise than done, over HTTP; every class in every way stands in <see cref="Documents.Courses"/>.</summary>
public sealed class Endings : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);
    private static readonly string[] Chasing = ["reminded", "escalated", "expired"];

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ARefusedSeat_PutsTheQuorumOutOfReach_AndEndsTheChangeAtOnce()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"), "pending_approval");
        await walk.Refused("emil", "approve", new { approved = false }, "reason-required");
        await walk.Step("emil", "approve", new { approved = false, comments = "Not this week" }, "rejected");
        await walk.AssertEnded("rejected");
        Assert.Equal("emil rejected as engineering-manager: Not this week", (await walk.Change()).GetProperty("reason").GetString());
        await walk.Refused("lena", "approve", new { approved = true }, "nothing-to-decide");
    }

    [Fact]
    public async Task Decision17_AProposalWithoutARollbackPlan_IsRejectedAutomatically()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("new-feature").With("rollback_plan", null), "rejected");
        Assert.Equal(["created", "rejected"], await walk.Actions());
        Assert.Equal("Changes without rollback plans are automatically rejected.", (await walk.Change()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task AnUnansweredChange_IsRemindedEscalatedAndExpires_InThisOrderAndAtTheseTimes()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("high"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(30));
        await walk.AssertEnded("expired");
        var chased = (await walk.Entries())
            .Select(entry => (Action: entry.GetProperty("action").GetString()!, After: (entry.GetProperty("timestamp").GetDateTimeOffset() - Tuesday).TotalHours))
            .Where(entry => Chasing.Contains(entry.Action));
        Assert.Equal([("reminded", 12), ("escalated", 18), ("expired", 24)], chased);
        await walk.Refused("emil", "approve", new { approved = true }, "nothing-to-decide");
    }

    [Fact]
    public async Task AFailedChange_ThatIsRolledBack_OwesTheSevenPartsOfTheRecord()
    {
        var walk = await Implementing(Requests.Board(Tuesday));
        await walk.Step("chen", "complete", new { status = "failed", reason = "The index is too large" });
        await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Searches time out" }, "rolling-back");
        await product.Pass(TimeSpan.FromMinutes(10));
        await walk.Step("chen", "rollback/complete", new { record = new Dictionary<string, string> { ["steps-executed"] = "Deployed the version before" } }, "rolled-back");

        string[] parts = ["decided-at", "reason", "steps-executed", "duration", "impact", "root-cause", "preventive-measures"];
        var record = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Where(requirement => parts.Contains(requirement.GetProperty("name").GetString())).Select(requirement => requirement.GetProperty("name").GetString());
        Assert.Equal(parts.Order(), record.Order());
        Assert.Superset(
            new HashSet<string> { "documentation:impact", "documentation:root-cause", "documentation:preventive-measures" },
            (await walk.StillOpen("close")).ToHashSet());
        await walk.Refused("chen", "close", new { }, "gate-shut");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
    }

    [Fact]
    public async Task AReportedProblem_AsksTheDecisionMakerOfItsSeverity_AndTheChangeIsRolledBack()
    {
        var walk = await Implementing(Requests.Board(Tuesday));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Deployed" }, "completed");
        await walk.Step("mika", "problems", new { severity = "critical", description = "Errors everywhere", trigger = "error-rate" });
        var question = (await walk.Change()).GetProperty("rollback");
        Assert.Equal("on-call-engineer", question.GetProperty("deciders")[0].GetString());
        Assert.Equal(Tuesday.AddMinutes(15), question.GetProperty("due").GetDateTimeOffset());
        await walk.Refused("mika", "rollback", new { decision = "roll_back", reason = "Errors" }, "not-your-task");
        await walk.Step("ben", "rollback", new { decision = "roll_back", reason = "Errors" }, "rolling-back");
        await walk.Step("ben", "rollback/complete", new { }, "rolled-back");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
    }

    [Fact]
    public async Task AHeldChange_StandsStill_AndItsDeadlinesMoveWithIt()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("high"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(1));
        await walk.Step("chen", "hold", new { reason = "Waiting for the vendor" });
        await product.Pass(TimeSpan.FromHours(48));
        Assert.Equal("on-hold", await walk.State());
        await walk.Refused("emil", "approve", new { approved = true }, "nothing-to-decide");
        await walk.Step("chen", "resume");
        Assert.Equal(Tuesday.AddHours(72), (await walk.Change()).GetProperty("stages")[0].GetProperty("due").GetDateTimeOffset());
        Assert.DoesNotContain("reminded", await walk.Actions());
        await product.Pass(TimeSpan.FromHours(23));
        await walk.AssertEnded("expired");
    }

    [Fact]
    public async Task AMaterialAmendment_VoidsTheApprovals_AndAnImmaterialOneDoesNot()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"), "pending_approval");
        await walk.Step("emil", "approve", new { approved = true });
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["implementation_plan"] = "Set it, restart twice" })).Status);
        Assert.Equal("approval: change-manager", await walk.OpenSeats());
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["description"] = "From 100 to 300" })).Status);
        Assert.Equal("approval: engineering-manager, change-manager", await walk.OpenSeats());
        await walk.ApproveOpenStages();
        Assert.Equal("approved", await walk.Status());
    }

    [Fact]
    public async Task AChangeOutsideItsWindow_IsRefusedWithTheNextWindow()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await product.Pass(TimeSpan.FromHours(5));
        var refused = await walk.Refused("chen", "implement", new { }, "outside-window");
        Assert.Equal(Tuesday.AddDays(1), refused.Json.GetProperty("next_window").GetDateTimeOffset());
        await walk.Step("chen", "implement", new { scheduled_time = Tuesday.AddDays(1) }, "scheduled");
        await product.Pass(TimeSpan.FromHours(19));
        Assert.Equal("implementing", await walk.Status());
    }

    [Fact]
    public async Task Decision14_TheChair_IsHeardLast()
    {
        var walk = await Walk.Begin(product, "chen", AdvisoryBoardWalks.HighRisk(), "awaiting-approval");
        foreach (var person in new[] { "ada", "ben", "emil", "hana" })
        {
            await walk.Step(person, "approve", new { approved = true });
        }

        Assert.StartsWith("cab: cab-chair", await walk.OpenSeats(), StringComparison.Ordinal);
        await walk.Refused("lena", "approve", new { approved = true }, "heard-last");
        foreach (var person in new[] { "dana", "fatima", "ivan", "mika" })
        {
            await walk.Step(person, "approve", new { approved = true });
        }

        await walk.Step("nora", "approve", new { approved = false, comments = "Not before the fair" }, "awaiting-approval");
        await walk.Step("lena", "approve", new { approved = true, comments = "After the fair then" }, "approved");
    }

    private async Task<Walk> Implementing(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Walk.Begin(product, "chen", request, request["policy"] is "advisory-board" ? "awaiting-approval" : "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        return walk;
    }
}
