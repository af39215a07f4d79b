using System.Net.Http.Json;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Answer = ChangeManagement.Testing.Hosting.Answer;

namespace ChangeManagement.Web.Walks;

/// <summary>What was decided where the documents are silent, over HTTP; and what holds for every call.</summary>
public sealed class Decisions : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("gateway-operations")]
    [InlineData("security-officer")]
    [InlineData("build-os")]
    public async Task Decision01_WhereNoDocumentGivesADeadline_SilenceExpiresAfterSeventyTwoHours(string policy)
    {
        var request = policy switch
        {
            "gateway-operations" => Requests.Gateway("infrastructure"),
            "security-officer" => Requests.Officer("major"),
            _ => Requests.BuildOs("new-feature"),
        };
        var walk = await Walk.Begin(product, "mika", request, policy == "build-os" ? "Approval" : "Requested");
        await product.Pass(TimeSpan.FromHours(71));
        Assert.Equal("awaiting-approval", await walk.State());
        await product.Pass(TimeSpan.FromHours(1));
        await walk.AssertEnded("expired");
        Assert.Equal(["created", "stage_opened", "reminded", "escalated", "expired"], await walk.Actions());
    }

    [Fact]
    public async Task Decision02_NobodyApprovesTheirOwnChange_ItFallsToTheDeputy()
    {
        var walk = await Walk.Begin(product, "emil", Requests.Priority("medium"), "pending_approval");
        await walk.Refused("emil", "approve", new { approved = true }, "own-change");
        await walk.Step("dana", "approve", new { approved = true }, "pending_approval");
        await walk.Step("lena", "approve", new { approved = true }, "approved");
    }

    /// <summary>Who holds 002's only seat, who asks, who approves instead, and who still may not.</summary>
    [Theory]
    [InlineData("{ held-by: [ hana ], deputies: [ jade ] }", "hana", "jade", "kofi")]
    [InlineData("{ held-by: [ hana ], deputies: [ jade ] }", "jade", "hana", "kofi")]
    [InlineData("{ held-by: [ hana ], deputies: [ jade ] }", "chen", "hana", "jade")]
    [InlineData("{ held-by: [ hana, ivan ], deputies: [ jade ] }", "hana", "ivan", "jade")]
    [InlineData("{ held-by: [ hana ] }", "hana", "ivan", "jade")] // Hana's own deputy
    public async Task Decision02_ARoleThatTheRequesterAloneHolds_FallsToItsDeputy_AndToNobodyElse(
        string held, string requester, string approver, string other)
    {
        product.ChangeDirectory(("security-officer: { held-by: [ hana ], deputies: [ jade ] }", $"security-officer: {held}"));
        var walk = await Walk.Begin(product, requester, Requests.Officer("standard"), "Requested");
        await walk.Refused(requester, "approve", new { approved = true }, "own-change");
        await walk.Refused(other, "approve", new { approved = true }, "not-your-seat");
        await walk.Step(approver, "approve", new { approved = true }, "Approved");
    }

    [Fact]
    public async Task Decision04_AClassOrKindChangeInFlight_SupersedesTheWorkflow()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await walk.ApproveOpenStages();
        Assert.Equal("approved", await walk.Status());
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["data_risk"] = "high" })).Status);

        Assert.Equal("awaiting-approval", await walk.Status());
        Assert.Equal("change-major-v1", (await walk.Workflow()).GetProperty("kind").GetString());
        var before = await product.AsAdministrator().Get($"/api/v1/orchestrations/{walk.Number}-r1");
        Assert.Equal(("completed", "superseded"), (before.Text("state"), before.Text("output")));
        Assert.Equal("executive/ciso by jade", (await walk.ApproveOpenStages()).Where(approval => approval.StartsWith("executive/", StringComparison.Ordinal)).Order().First());
        Assert.Equal("approved", await walk.Status());
    }

    [Fact]
    public async Task Decision04_AClassThatWasAskedFor_StaysAskedForInAnAmendment()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low").With("class", "standard"), "pending_approval");
        await walk.Amend("chen", new Dictionary<string, object?> { ["description"] = "From 100 to 300" });
        Assert.Equal("standard", (await walk.Change()).GetProperty("class").GetString());
        await walk.Amend("chen", new Dictionary<string, object?> { ["class"] = "normal" });
        Assert.Equal("normal", (await walk.Change()).GetProperty("class").GetString());
    }

    [Fact]
    public async Task Decision05_ARefusedApprovalAfterTheFact_LeavesTheChangeUnapproved_AndOpensTheRollbackDecision()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { notes = "Patched" });
        await walk.Step("hana", "approve", new { approved = false, comments = "The patch opens another hole" });

        var change = await walk.Change();
        Assert.True(change.GetProperty("unapproved").GetBoolean());
        Assert.Equal(Tuesday.AddHours(1), change.GetProperty("rollback").GetProperty("due").GetDateTimeOffset());
        Assert.Equal("completed", await walk.State());
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal("completed", await walk.State());
        await walk.Refused("chen", "rollback", new { decision = "keep", reason = "I want it" }, "not-your-task");
        await walk.Step("goran", "rollback", new { decision = "keep", reason = "The other hole is closed tomorrow" });
        await walk.AssertClosed();
        Assert.True((await walk.Change()).GetProperty("unapproved").GetBoolean());
    }

    [Fact]
    public async Task Decision06_TheRequestNamesThePolicy_ElseTheTokenDoes_ElseTheServer()
    {
        var issued = await product.AsAdministrator().Post("/api/v1/tokens", new
        {
            name = "chen for 002", person = "chen", policy = "security-officer", scopes = new[] { "changes:read", "changes:write" },
        });
        var client = product.WithToken(issued.Text("token"));
        var byToken = await client.Submit(Requests.Officer("standard").With("policy", null));
        Assert.Equal("security-officer", (await client.Show(byToken.Number)).Json.GetProperty("policy").GetProperty("id").GetString());
        var named = await client.Submit(Requests.Gateway("infrastructure"));
        Assert.Equal("gateway-operations", (await client.Show(named.Number)).Json.GetProperty("policy").GetProperty("id").GetString());
        var byServer = await (await product.As("chen")).Submit(Requests.Priority("low").With("policy", null));
        Assert.Equal("priority-approval", (await client.Show(byServer.Number)).Json.GetProperty("policy").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Decision06_AnUnknownPolicy_IsRefusedWithTheNearestName_AndNeverReplacedByADefault()
    {
        var chen = await product.As("chen");
        var request = Requests.BuildOs("new-feature").With("policy", "biuld-os");
        foreach (var refused in new[]
        {
            await chen.Submit(request),
            await chen.Post($"{Client.Changes}/preview", request),
            await chen.Get("/api/v1/change-management/reports/2026-03?policy=biuld-os"),
        })
        {
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Text("code")));
            Assert.Contains("Unknown policy 'biuld-os'; did you mean 'build-os'?", refused.Body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Decision06_APreviewAndAReport_AreOfTheNamedPolicy_ElseOfTheTokens_ElseOfTheServers()
    {
        var issued = await product.AsAdministrator().Post("/api/v1/tokens", new
        {
            name = "chen for 002", person = "chen", policy = "security-officer", scopes = new[] { "changes:read", "changes:write" },
        });
        var byToken = product.WithToken(issued.Text("token"));
        var byServer = await product.As("chen");
        await byToken.Submit(Requests.Officer("standard"));

        Assert.Equal("build-os", (await byToken.Post($"{Client.Changes}/preview", Requests.BuildOs("new-feature"))).Text("policy"));
        Assert.Equal("security-officer", (await byToken.Post($"{Client.Changes}/preview", new { title = "x" })).Text("policy"));
        Assert.Equal("priority-approval", (await byServer.Post($"{Client.Changes}/preview", new { title = "x" })).Text("policy"));
        Assert.Equal((0, 1, 0), (await Total(byToken, "?policy=build-os"), await Total(byToken, ""), await Total(byServer, "")));

        static async Task<int> Total(Client client, string query) =>
            (await client.Get($"/api/v1/change-management/reports/2026-03{query}")).Json.GetProperty("total_changes").GetInt32();
    }

    [Fact]
    public async Task ATypeThatFailedTwice_LosesItsPreApproval_AndRegainsItByAChangeThatSucceeds()
    {
        for (var i = 0; i < 2; i++)
        {
            var failing = await Walk.Begin(product, "chen", Requests.Gateway("agent-config"), "Approved");
            await failing.AnswerEverythingOpen(before: "implement");
            await failing.Step("chen", "implement");
            await failing.Step("chen", "complete", new { status = "failed", reason = "The prompt is refused" });
            await failing.Step("goran", "rollback", new { decision = "keep", reason = "Nothing was changed" });
            await failing.AssertClosed("failed");
        }

        var walk = await Walk.Begin(
            product, "chen", Requests.Gateway("agent-config").With("restores_pre_approval", "agent-config"), "Requested");
        Assert.Equal("normal", (await walk.Change()).GetProperty("class").GetString());
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("ada", "implement");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("ada", "complete");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();

        await Walk.Begin(product, "chen", Requests.Gateway("agent-config"), "Approved");
    }

    [Fact]
    public async Task ALostDoorbell_IsMendedByTheSweeper()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"), "pending_approval");
        var desk = ActivatorUtilities.CreateInstance<ChangeDesk>(product.Services, new Deaf());
        await desk.Handle(
            walk.Number, new Withdraw("Not needed"), new Caller(Actor.Person("chen"), "lost"), product.Time.GetUtcNow(), CancellationToken.None);
        Assert.Equal("running", (await walk.Workflow()).GetProperty("state").GetString());

        product.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await product.Sweep() > 0);
        await walk.AssertEnded("withdrawn");
    }

    [Fact]
    public async Task ARepeatedCall_WithTheSameKey_GivesTheSameAnswerAndNoNewEvent()
    {
        var created = await Twice("chen", "", Requests.Priority("low"));
        var path = $"/{created.Number}";
        await Twice("lena", $"{path}/approve", new { approved = true });
        await Twice("chen", $"{path}/checklist", new { items = new[] { new { name = "backup" }, new { name = "monitor-health" } } });
        await Twice("chen", $"{path}/implement", new { });
        await Twice("chen", $"{path}/complete", new { post_implementation_review = "Fine" });
        await Twice("chen", $"{path}/verify", new { items = new[] { new { name = "change-success" } } });
        var closed = await Twice("chen", $"{path}/close", new
        {
            statements = new Dictionary<string, string> { ["monitor-issues"] = "none", ["document-implementation"] = "wiki", ["update-documentation"] = "wiki" },
        });
        Assert.Equal("closed", closed.Text("state"));
        var all = await (await product.As("chen")).Get($"{Client.Changes}?limit=10");
        Assert.Single(all.Json.GetProperty("change_requests").EnumerateArray());
    }

    private async Task<Answer> Twice(string person, string path, object body)
    {
        var client = await product.As(person);
        var first = await Send();
        Assert.True(first.Status is 200 or 201, first.Body);
        var version = await Version(first.Number);
        var second = await Send();
        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        Assert.Equal(version, await Version(first.Number));
        return first;

        Task<Answer> Send() => client.Send(
            HttpMethod.Post, Client.Changes + path, JsonContent.Create(body, body.GetType()), ("Idempotency-Key", $"key of {path}"));
        async Task<long> Version(string number) => (await client.Show(number)).Json.GetProperty("version").GetInt64();
    }

    /// <summary>Loses every announcement, as a process that ends does.</summary>
    private sealed class Deaf : IAfterwards
    {
        public void Follow(string number, Intent? intent)
        {
        }
    }
}
