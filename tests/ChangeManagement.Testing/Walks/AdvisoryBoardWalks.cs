using ChangeManagement.Testing.Hosting;
using Xunit;

namespace ChangeManagement.Testing.Walks;

/// <summary>003 from request to closure, over HTTP. Times are UTC: 11:00 on a Tuesday in March is 06:00 in New York.</summary>
/// <param name="run">The host under test.</param>
public abstract class AdvisoryBoardWalks(RunProduct run) : IAsyncLifetime
{
    /// <summary>Tuesday, when the windows of every risk open.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = run(Tuesday);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AStandardChange_IsPreAuthorized()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("change_type", "config-update"), "approved");
        Assert.Equal("", await walk.OpenSeats());
        await Finish(walk, "chen");

        await walk.AssertClosed();
        Assert.Equal("change-standard-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task ANormalChange_OfLowRisk_IsReviewedByTwoPeers()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        Assert.Equal("peer: peer-reviewer, peer-reviewer-2", await walk.OpenSeats());
        Assert.Equal(["peer/peer-reviewer by ada", "peer/peer-reviewer-2 by ben"], await walk.ApproveOpenStages());
        Assert.Equal(["test:unit"], (await walk.StillOpen("implement")).Where(open => open.StartsWith("test:", StringComparison.Ordinal)));
        await Finish(walk, "chen");

        await walk.AssertClosed();
    }

    [Fact]
    public async Task ANormalChange_OfMediumRisk_NeedsTheManagerToo()
    {
        var request = Requests.Board(Tuesday).With("systems_affected", "medium").With("user_impact", "medium").With("reversibility", "medium");
        var walk = await Walk.Begin(product, "chen", request, "awaiting-approval");
        Assert.Equal(
            ["peer/peer-reviewer by ada", "peer/peer-reviewer-2 by ben", "manager/manager by emil"], await walk.ApproveOpenStages());
        Assert.Equal(
            ["test:integration", "test:staging", "test:unit"],
            (await walk.StillOpen("implement")).Where(open => open.StartsWith("test:", StringComparison.Ordinal)).Order());
        await Finish(walk, "dana");

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision14_ANormalChange_OfHighRisk_GoesThroughSecurityAndTheBoard_WhoseChairIsHeardLast()
    {
        var walk = await Walk.Begin(product, "chen", HighRisk(), "awaiting-approval");
        var approvals = await walk.ApproveOpenStages();
        Assert.Equal(["manager/manager by emil", "security/security-team by hana"], approvals[2..4]);
        Assert.Equal("cab/cab-chair by lena", approvals[^1]);
        Assert.Equal(6, approvals.Count(approval => approval.StartsWith("cab/", StringComparison.Ordinal)));
        Assert.Contains("test:uat", await walk.StillOpen("implement"));
        await Finish(walk, "chen");

        await walk.AssertClosed();
        Assert.Equal("change-normal-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Decision14_ANormalChange_OfCriticalRisk_RunsMajor_AndNeedsTheCtoAndTheCiso()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("data_risk", "high"), "awaiting-approval");
        var approvals = await walk.ApproveOpenStages();
        Assert.Equal(["executive/ciso by jade", "executive/cto by kofi"], approvals[^2..].Order());
        Assert.Superset(new HashSet<string> { "test:performance", "test:regression" }, (await walk.StillOpen("implement")).ToHashSet());
        await Finish(walk, "chen");

        await walk.AssertClosed();
        Assert.Equal("change-major-v1", (await walk.Workflow()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Decision15_AnEmergency_InBusinessHours_IsAuthorizedByManagerAndSecurity()
    {
        await product.Pass(TimeSpan.FromHours(4));
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency(), "awaiting-approval");
        Assert.Equal("authorization: manager, security-team", await walk.OpenSeats());
        await walk.Step("chen", "authorize", new { authorized_by = "emil", how = "by telephone" }, "awaiting-approval");
        await walk.Step("hana", "approve", new { approved = true }, "approved");
        await FinishEmergency(walk);

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision15_AnEmergency_AfterHours_IsAuthorizedByThoseOnCall()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency(), "awaiting-approval");
        Assert.Equal("authorization: on-call-manager, on-call-security", await walk.OpenSeats());
        await walk.Step("chen", "authorize", new { authorized_by = "dana", how = "by telephone" }, "awaiting-approval");
        await walk.Step("chen", "authorize", new { authorized_by = "jade", how = "by telephone" }, "approved");
        await FinishEmergency(walk);

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision15_AnEmergency_WhoseAuthorizersAreUnavailable_IsAuthorizedByCtoOrCiso()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency().With("authorizers_unavailable", true), "awaiting-approval");
        Assert.Equal("authorization: cto", await walk.OpenSeats());
        await walk.Step("jade", "approve", new { approved = true }, "approved");
        await FinishEmergency(walk);

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision15_AnEmergency_WhoseAuthorizersDoNotAnswer_IsDecidedByCtoOrCisoAloneAfterFifteenMinutes()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency(), "awaiting-approval");
        await walk.Refused("kofi", "approve", new { approved = true, role = "cto" }, "not-your-seat");
        await product.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal("escalated", (await walk.Actions())[^1]);
        await walk.Step("kofi", "approve", new { approved = true, role = "cto" }, "approved");
        await FinishEmergency(walk);

        await walk.AssertClosed();
    }

    [Fact]
    public async Task Decision15_AnEmergency_OfHighRisk_OwesThePresentationToTheBoardWithinADay()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency().With("risk_level", "high"), "awaiting-approval");
        await walk.Step("chen", "authorize", new { authorized_by = "dana", how = "by telephone" });
        await walk.Step("chen", "authorize", new { authorized_by = "jade", how = "by telephone" });
        var owed = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Where(requirement => requirement.GetProperty("name").GetString() is "cab-presentation" or "cab-review")
            .Select(requirement => requirement.GetProperty("due").GetDateTimeOffset());
        Assert.Equal([Tuesday.AddHours(24), Tuesday.AddHours(24)], owed);
        await FinishEmergency(walk);

        await walk.AssertClosed();
    }

    /// <summary>A score of 12 in which nothing makes it critical.</summary>
    public static IReadOnlyDictionary<string, object?> HighRisk() => Requests.Board(Tuesday)
        .With("systems_affected", "medium").With("user_impact", "high").With("data_risk", "medium").With("reversibility", "high")
        .With("security_impact", "medium");

    private async Task Finish(Walk walk, string implementer)
    {
        Assert.Equal("approved", await walk.Status());
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(implementer, "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(implementer, "complete", new { notes = "Deployed" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal("completed", await walk.State());
        await product.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(["monitoring_ended", "closed"], (await walk.Actions())[^2..]);
    }

    private async Task FinishEmergency(Walk walk)
    {
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.Step("chen", "complete", new { notes = "Back again" }, "completed");
        Assert.Equal(["formal-approval/manager by emil", "formal-approval/security-team by hana"], (await walk.ApproveOpenStages()).Order());
        await product.Pass(TimeSpan.FromMinutes(30));
        await walk.AnswerEverythingOpen(before: "close");
    }
}
