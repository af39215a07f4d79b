using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>What was decided where one document is silent or contradicts itself, over HTTP; what holds for all five stands in <see cref="Decisions"/>.</summary>
public sealed class DecisionsOfTheDocuments : IAsyncLifetime
{
    /// <summary>Tuesday, 06:00 in New York.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("gateway-operations", "Requested, Approved, Approved, Implemented, Closed")]
    [InlineData("priority-approval", "pending_approval, approved, implementing, completed, completed")]
    [InlineData("security-officer", "Requested, Approved, Approved, Implemented, Implemented")]
    [InlineData("advisory-board", "awaiting-approval, approved, implementing, completed, closed")]
    [InlineData("build-os", "Approval, approved, Implementation, Validation, Closure")]
    public async Task Decision03_OneLifeCycle_IsToldInTheWordsOfEachDocument(string policy, string words)
    {
        var walk = await Walk.Begin(product, "mika", Normal(policy));
        var implementer = policy == "gateway-operations" ? "ada" : "mika";
        List<string> states = [await walk.State()], told = [await walk.Status()];
        await walk.AnswerEverythingOpen(before: "approve");
        await walk.ApproveOpenStages();
        await Look();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(implementer, "implement");
        await Look();
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(implementer, "complete", new { notes = "Done" });
        await Look();
        await walk.AnswerEverythingOpen(before: "close");
        await product.Pass(TimeSpan.FromMinutes(30));
        await Look();
        Assert.Equal(["awaiting-approval", "approved", "implementing", "completed", "closed"], states);
        Assert.Equal(words, string.Join(", ", told));

        async Task Look()
        {
            states.Add(await walk.State());
            told.Add(await walk.Status());
        }
    }

    [Theory]
    [InlineData("plugin-installation", "minimal", "approval: security-team, change-owner")]
    [InlineData("version-upgrade", "security", "approval: change-owner, security-team")]
    [InlineData("major-upgrade", "minimal", "approval: change-owner")]
    [InlineData("channel-removal", "security", "approval: security-team")]
    [InlineData("infrastructure", "data-exposure", "approval: security-team")]
    [InlineData("configuration", "minimal", "approval: change-approver")]
    [InlineData("user-access", "security", "")]
    public async Task Decision08_TheApproversOfTheType_AndOfTheRisk_AreUnitedForNormalChangesOnly(string type, string impact, string seats)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway(type).With("impact", new[] { impact }));
        Assert.Equal(seats, await walk.OpenSeats());
    }

    [Fact]
    public async Task Decision08_TheChangeOwner_ComesFromTheSystemsFile_ElseItIsTheDeputy()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("infrastructure"), "Requested");
        Assert.Equal(["approval/change-owner by goran"], await walk.ApproveOpenStages());

        var own = await Walk.Begin(product, "goran", Requests.Gateway("infrastructure"), "Requested");
        await own.Refused("goran", "approve", new { approved = true }, "own-change");
        await own.Step("ben", "approve", new { approved = true }, "Approved");
    }

    [Theory]
    [InlineData("hana", "security-team")]
    [InlineData("ben", "on-call-engineer")]
    public async Task Decision08_ASecurityPatch_IsAuthorizedByTheSecurityTeam_ElseByWhoeverIsOnCall(string person, string role)
    {
        var walk = await Walk.Begin(product, "chen", Requests.GatewayEmergency("security-patch"), "Requested");
        await walk.Refused("chen", "authorize", new { authorized_by = "fatima", how = "by telephone", role = "incident-commander" }, "invalid-input");
        await walk.Step("chen", "authorize", new { authorized_by = person, how = "by telephone", role }, "Approved");
    }

    [Theory]
    [InlineData("standard", null, "standard", "change-normal-v1")]
    [InlineData("pre-approved", null, "pre-approved", "change-standard-v1")]
    [InlineData(null, null, "normal", "change-normal-v1")]
    [InlineData(null, "high", "normal", "change-normal-v1")]
    [InlineData(null, "emergency", "emergency", "change-emergency-v1")]
    public async Task Decision09_TheClassOf001_RunsItsKind_AndIsNormalOrEmergencyWhereItIsLeftOut(
        string? asked, string? urgency, string @class, string kind)
    {
        var request = Requests.Priority("low").With("class", asked).With("urgency", urgency)
            .With("pre_approval", asked == "pre-approved" ? "Meeting of 2 March" : null)
            .With("emergency_criteria", urgency == "emergency" ? "system-outage" : null);
        var walk = await Walk.Begin(product, "chen", request);
        Assert.Equal((@class, kind), ((await walk.Change()).GetProperty("class").GetString(), (await walk.Workflow()).GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Decision09_SecurityEnhancement_IsSecurity()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low").With("change_type", "security_enhancement").With("test_plan", "Log in"));
        Assert.Equal("security", (await walk.Change()).GetProperty("fields").GetProperty("change_type").GetString());
        Assert.Contains("test:security", await walk.StillOpen("complete"));
    }

    [Theory]
    [InlineData("critical", 1)]
    [InlineData("high", 24)]
    [InlineData("medium", 72)]
    [InlineData("low", 168)]
    public async Task Decision11_TheTimeOutsOf001_AreElapsed_OverNightsAndWeekends(string priority, int hours)
    {
        await product.Pass(TimeSpan.FromDays(3.5));
        var walk = await Walk.Begin(product, "chen", Requests.Priority(priority), "pending_approval");
        await product.Pass(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.Equal("awaiting-approval", await walk.State());
        await product.Pass(TimeSpan.FromMinutes(1));
        await walk.AssertEnded("expired");
    }

    [Fact]
    public async Task Decision11_AMissingRollbackPlan_BlocksTheFinalApproval()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium").With("rollback_plan", null), "pending_approval");
        await walk.Step("emil", "approve", new { approved = true }, "pending_approval");
        var refused = await walk.Refused("lena", "approve", new { approved = true }, "gate-shut");
        Assert.Contains("Rollback plan", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision11_AnEmergencyOf001_IsDocumentedWithinADay()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        var due = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Where(requirement => requirement.GetProperty("kind").GetString() == "documentation")
            .Select(requirement => requirement.GetProperty("due").GetDateTimeOffset());
        Assert.Equal([Tuesday.AddHours(24), Tuesday.AddHours(24), Tuesday.AddHours(24)], due);
    }

    [Fact]
    public async Task Decision11_TheEstimateIsTwoHours_UntilAnAverageIsKnown_AndTheNextReviewAMonthAfterCompletion()
    {
        Assert.Equal((TimeSpan.FromHours(2), "2026-04-03"), await Implemented(TimeSpan.FromHours(5)));
        Assert.Equal(TimeSpan.FromHours(5), (await Implemented(TimeSpan.FromHours(1))).Estimate);

        async Task<(TimeSpan Estimate, string NextReview)> Implemented(TimeSpan work)
        {
            var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
            await walk.ApproveOpenStages();
            await walk.AnswerEverythingOpen(before: "implement");
            var begun = await walk.Step("chen", "implement");
            var start = product.Time.GetUtcNow();
            await product.Pass(work);
            await walk.AnswerEverythingOpen(before: "complete");
            var completed = await walk.Step("chen", "complete", new { post_implementation_review = "Fine" });
            return (begun.Json.GetProperty("estimated_completion").GetDateTimeOffset() - start, completed.Text("next_review"));
        }
    }

    [Fact]
    public async Task Decision12_AStandardChangeOf002_IsAnsweredWithin24Hours()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        Assert.Equal(Tuesday.AddHours(24), (await walk.Change()).GetProperty("stages")[0].GetProperty("due").GetDateTimeOffset());
    }

    [Fact]
    public async Task Decision12_AFollowUp_IsNotForcedAfterARollback()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Pages are slow" });
        await walk.Step("chen", "rollback/complete");
        Assert.DoesNotContain(await walk.StillOpen("close"), owed => owed.Contains("follow", StringComparison.Ordinal));
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
    }

    /// <summary>The factors: systems affected, user impact, data risk, reversibility, security impact.</summary>
    [Theory]
    [InlineData("2 3 2 3 1", "medium")]
    [InlineData("2 3 2 3 2", "high")]
    [InlineData("1 3 2 3 3", "critical")]
    [InlineData("3 3 2 3 1", "critical")]
    [InlineData("1 1 3 1 1", "critical")]
    [InlineData("3 1 1 1 1", "low")]
    [InlineData("1 3 1 3 3", "medium")]
    public async Task Decision13_TwelveAndUp_IsCriticalForSystemsDataOrSecurity_AndADataMigrationAlways(string factors, string risk)
    {
        var values = factors.Split(' ').Select(factor => factor switch { "1" => "low", "2" => "medium", _ => "high" }).ToArray();
        var request = Requests.Board(Tuesday).With("systems_affected", values[0]).With("user_impact", values[1]).With("data_risk", values[2])
            .With("reversibility", values[3]).With("security_impact", values[4]);
        var walk = await Walk.Begin(product, "chen", request, "awaiting-approval");
        Assert.Equal(risk, (await walk.Change()).GetProperty("risk").GetProperty("level").GetString());
    }

    [Theory]
    [InlineData("low", "standard")]
    [InlineData("medium", "normal")]
    [InlineData("critical", "normal")]
    public async Task Decision14_AStandardChangeOf003_IsPreAuthorizedWhileItsRiskIsLow(string risk, string @class)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("change_type", "config-update").With("risk_level", risk));
        Assert.Equal(
            (@class, @class == "standard" ? "approved" : "awaiting-approval"),
            ((await walk.Change()).GetProperty("class").GetString(), await walk.State()));
    }

    [Fact]
    public async Task Decision15_AMissedSla_CountsBusinessDays_Escalates_AndExpiresAfterTheNextBoard()
    {
        // Friday 14:00 in New York: one business day ends on Monday at 14:00, the board after it on Wednesday at 11:00.
        await product.Pass(TimeSpan.FromDays(3) + TimeSpan.FromHours(8));
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday.AddDays(14)), "awaiting-approval");
        await product.Pass(TimeSpan.FromDays(6));
        await walk.AssertEnded("expired");
        var chased = (await walk.Entries()).Where(entry => entry.GetProperty("action").GetString() is "escalated" or "expired")
            .Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("timestamp").GetDateTimeOffset()));
        // Clocks went forward on Sunday, 8 March.
        Assert.Equal(
            [("escalated", new DateTimeOffset(2026, 3, 9, 18, 0, 0, TimeSpan.Zero)), ("expired", new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero))],
            chased);
    }

    [Theory]
    [InlineData("low", 29)]
    [InlineData("high", 24)]
    public async Task Decision15_TheBoardReviewsEveryEmergency_AtItsNextMeeting_AndHighOnesWithinADay(string risk, int hours)
    {
        var request = Requests.BoardEmergency().With("systems_affected", "low").With("user_impact", "low").With("data_risk", "low")
            .With("reversibility", "low").With("security_impact", "low").With("risk_level", risk);
        var walk = await Walk.Begin(product, "chen", request, "awaiting-approval");
        var review = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Single(requirement => requirement.GetProperty("name").GetString() == "cab-review");
        Assert.Equal(Tuesday.AddHours(hours), review.GetProperty("due").GetDateTimeOffset());
    }

    [Fact]
    public async Task Decision17_AStandardChangeOf004_IsLow_WithoutAnAssessment()
    {
        var request = Requests.BuildOs("ui-improvement");
        foreach (var rating in request.Keys.Where(field => field.EndsWith("_risk", StringComparison.Ordinal)).ToList())
        {
            request = request.With(rating, null);
        }

        var walk = await Walk.Begin(product, "mika", request, "Approval");
        var change = await walk.Change();
        Assert.Equal(("standard", "low"), (change.GetProperty("class").GetString(), change.GetProperty("risk").GetProperty("level").GetString()));
        Assert.Empty(change.GetProperty("risk").GetProperty("factors").EnumerateArray());
    }

    [Theory]
    [InlineData("availability_impact")]
    [InlineData("data_integrity_risk")]
    [InlineData("confidentiality_risk")]
    [InlineData("tenant_isolation_risk")]
    [InlineData("compliance_impact")]
    [InlineData("performance_impact")]
    [InlineData("ai_boundary_drift_risk")]
    public async Task Decision17_TheRiskOf004_IsTheHighestOfTheSevenRatings(string rating)
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("breaking-api-change").With(rating, "high"), "Approval");
        Assert.Equal("high", (await walk.Change()).GetProperty("risk").GetProperty("level").GetString());
    }

    [Fact]
    public async Task Decision17_AReviewOutsideEmergencies_IsDueFiveBusinessDaysAfterTheWork_AndInsideWithin48Hours()
    {
        var major = await Walk.Begin(product, "mika", Requests.BuildOs("breaking-api-change"), "Approval");
        await major.AnswerEverythingOpen(before: "approve");
        await major.ApproveOpenStages();
        var shut = await major.Refused("mika", "implement", new { }, "gate-shut");
        Assert.Contains("Staging validation evidence", shut.Text("detail"), StringComparison.Ordinal);
        await major.AnswerEverythingOpen(before: "implement");
        await major.Step("mika", "implement");
        await major.AnswerEverythingOpen(before: "complete");
        await major.Step("mika", "complete", new { notes = "Released" });
        Assert.Equal(Tuesday.AddDays(7), await Due(major));
        Assert.Contains("verification:regression", await major.StillOpen("close"));

        var emergency = await Walk.Begin(product, "chen", Requests.BuildOsEmergency(), "approved");
        await emergency.Step("chen", "implement");
        await emergency.Step("chen", "complete", new { notes = "Cut off" });
        Assert.Equal(Tuesday.AddHours(48), await Due(emergency));

        static async Task<DateTimeOffset> Due(Walk walk) => (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Single(requirement => requirement.GetProperty("name").GetString() == "post-implementation-review").GetProperty("due").GetDateTimeOffset();
    }

    private static IReadOnlyDictionary<string, object?> Normal(string policy) => policy switch
    {
        "gateway-operations" => Requests.Gateway("infrastructure"),
        "priority-approval" => Requests.Priority("low"),
        "security-officer" => Requests.Officer("standard"),
        "advisory-board" => Requests.Board(Tuesday),
        _ => Requests.BuildOs("new-feature"),
    };
}
