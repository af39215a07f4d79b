using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Orchestrations;

/// <summary>What administrators do to orchestrations costs no change anything, and the system log says who did it and why.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private const string All = "/api/v1/orchestrations";
    private readonly RunningProduct product = new();

    private Client Administrator => product.AsAdministrator();

    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AChangeWhoseWorkflowWasTerminated_IsRestarted_AndGoesOnToClosure()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await Operate(walk, "terminate");
        await walk.ApproveOpenStages();
        Assert.Equal("terminated", (await walk.Workflow()).GetProperty("state").GetString());

        await Operate(walk, "restart");
        Assert.Equal("running", (await walk.Workflow()).GetProperty("state").GetString());
        Assert.Equal(2, (await walk.Workflow()).GetProperty("generation").GetInt32());
        await Finish(walk);
        await walk.AssertClosed();
        Assert.Equal("completed", (await walk.Workflow()).GetProperty("state").GetString());
        var fact = Assert.Single(await product.SystemFacts("workflow-restarted"));
        Assert.Contains("A test", fact.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APurgedWorkflowOfAClosedChange_LeavesTheRegisterWhole()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.ApproveOpenStages();
        await Finish(walk);
        var before = (await walk.Change()).GetRawText();
        await Operate(walk, "purge");

        Assert.Equal(404, (await Administrator.Get($"{All}/{walk.Number}-r1")).Status);
        Assert.Equal(before, (await walk.Change()).GetRawText());
        product.Time.Advance(TimeSpan.FromMinutes(5));
        await product.Sweep();
        Assert.Equal(404, (await Administrator.Get($"{All}/{walk.Number}-r1")).Status);
        Assert.Equal(200, (await Administrator.Get("/api/v1/audit/verify")).Status);
        Assert.Single(await product.SystemFacts("workflow-purged"));
    }

    [Fact]
    public async Task TheWorkflowOfAClosedChange_IsKeptForNinetyDays_AndTheChangeForGood()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.ApproveOpenStages();
        await Finish(walk);
        var before = (await walk.Change()).GetRawText();
        await SweepAtMidnight(days: 90);
        Assert.Equal("completed", (await walk.Workflow()).GetProperty("state").GetString());
        await SweepAtMidnight(days: 1);
        Assert.Equal("purged", (await walk.Workflow()).GetProperty("state").GetString());
        Assert.Equal(before, (await walk.Change()).GetRawText());
    }

    [Fact]
    public async Task APurgedWorkflowOfAnOpenChange_IsStartedAnewByTheSweeper()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await Operate(walk, "terminate");
        await Operate(walk, "purge");
        product.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await product.Sweep());
        await walk.ApproveOpenStages();
        await Finish(walk);
        await walk.AssertClosed();
    }

    [Fact]
    public async Task PurgeByFilter_CountsFirst_RemovesWhatHasEnded_AndIsRecordedWithItsFilter()
    {
        var closed = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await Operate(closed, "terminate");
        var open = await Walk.Begin(product, "chen", Requests.Priority("low"));
        product.Time.Advance(TimeSpan.FromMinutes(1));
        var filter = new { kind = "change-normal-v1", updated_before = product.Time.GetUtcNow(), reason = "Older than a minute" };

        var counted = await Administrator.Post($"{All}/purge", new { filter.kind, filter.updated_before, dry_run = true });
        Assert.Equal((0, 1), (counted.Json.GetProperty("purged").GetInt32(), counted.Json.GetProperty("would_purge").GetInt32()));
        Assert.Empty(await product.SystemFacts("workflows-purged"));
        Assert.Equal(200, (await Administrator.Get($"{All}/{closed.Number}-r1")).Status);

        Assert.Equal(1, (await Administrator.Post($"{All}/purge", filter)).Json.GetProperty("purged").GetInt32());
        Assert.Equal(404, (await Administrator.Get($"{All}/{closed.Number}-r1")).Status);
        Assert.Equal("running", (await open.Workflow()).GetProperty("state").GetString());
        var fact = Assert.Single(await product.SystemFacts("workflows-purged"));
        Assert.Contains("change-normal-v1", fact.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "Say what to purge")]
    [InlineData("""{"reason":"All of it"}""", "Say what to purge")]
    [InlineData("""{"state":"completed"}""", "Say a 'reason'")]
    [InlineData("""{"state":"over","reason":"x"}""", "'state' takes one of")]
    [InlineData("""{"updated_before":"soon","reason":"x"}""", "'updated_before' takes a day or an instant")]
    public async Task APurgeThatDoesNotSayWhatOrWhy_IsRefused(string body, string says)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await Administrator.Send(HttpMethod.Post, $"{All}/purge", content);
        Assert.Equal(400, answer.Status);
        Assert.Contains(says, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rewind")]
    [InlineData("restart")]
    [InlineData("purge")]
    [InlineData("resume")]
    public async Task AnOperationThatDoesNotApply_IsRefused_AndNothingIsLogged(string operation)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        var answer = await Administrator.Post($"{All}/{walk.Number}-r1/{operation}", new { reason = "A test" });
        Assert.Equal((409, "not-in-state"), (answer.Status, answer.Text("code")));
        Assert.Equal(404, (await Administrator.Post($"{All}/nobody/{operation}", new { reason = "A test" })).Status);
        Assert.Equal("running", (await walk.Workflow()).GetProperty("state").GetString());
        Assert.Empty(await product.SystemFacts(operation switch
        {
            "rewind" => "workflow-rewound",
            "restart" => "workflow-restarted",
            "purge" => "workflow-purged",
            _ => "workflow-resumed",
        }));
    }

    [Fact]
    public async Task AnEventThatAnAdministratorRaises_ReachesTheWorkflow_AndIsLogged()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        var before = (await History(walk)).Count;
        var raise = new { @event = "doorbell", payload = new { version = 1 }, reason = "It seems to sleep" };
        Assert.Equal(204, (await Administrator.Post($"{All}/{walk.Number}-r1/raise", raise)).Status);
        await product.Settle();
        Assert.True((await History(walk)).Count > before);
        Assert.Single(await product.SystemFacts("workflow-event-raised"));
        Assert.Equal(404, (await Administrator.Post($"{All}/nobody/raise", raise)).Status);
        await Operate(walk, "terminate");
        Assert.Equal(409, (await Administrator.Post($"{All}/{walk.Number}-r1/raise", raise)).Status);
        Assert.Single(await product.SystemFacts("workflow-event-raised"));
    }

    [Fact]
    public async Task History_IsReadByPage_UntilItsEnd()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.ApproveOpenStages();
        var turns = await History(walk);
        Assert.True(turns.Count > 2);
        var first = await Administrator.Get($"{All}/{walk.Number}-r1/history?limit=2");
        Assert.Equal([1, 2], Turns(first));
        var next = first.Json.GetProperty("next").GetInt32();
        Assert.Equal(turns.Skip(2), Turns(await Administrator.Get($"{All}/{walk.Number}-r1/history?after={next}")));
        Assert.Equal(404, (await Administrator.Get($"{All}/nobody/history")).Status);
    }

    [Fact]
    public async Task Orchestrations_AreFoundByWhatTheyWaitForAndByTheirError_AndFailuresAreGrouped()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await Fail("broken-1");
        await Fail("broken-2");
        var group = Assert.Single((await Administrator.Get($"{All}/error-groups")).Json.GetProperty("error_groups").EnumerateArray().ToList());
        Assert.Equal(2, group.GetProperty("count").GetInt32());
        Assert.Equal(["broken-1", "broken-2"], await Ids($"?error_group={group.GetProperty("group").GetString()}"));
        var phase = (await walk.Workflow()).GetProperty("status").GetProperty("phases")[0].GetString();
        Assert.Equal([$"{walk.Number}-r1"], await Ids($"?waiting_for={phase}"));
        Assert.Equal(["broken-1"], await Ids("?id_prefix=broken-1"));
        Assert.Empty(await Ids("?created_before=2001-01-01"));
    }

    [Fact]
    public async Task OnThePages_FailuresAreGrouped_HistoryIsShown_AndOperationsSayWhatTheyDo()
    {
        await Fail("broken");
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/orchestrations");
        Assert.Contains("1 of System.", browser.Words, StringComparison.Ordinal);
        await browser.Open("/orchestrations/broken");
        foreach (var words in new[] { "Turn 1", "What failed is tried again", "runs from its beginning", "removed for good" })
        {
            Assert.Contains(words, browser.Words, StringComparison.Ordinal);
        }

        await browser.Send("/orchestrations/broken/rewind", ("reason", "The cause is mended"));
        Assert.Single(await product.SystemFacts("workflow-rewound"));
        await browser.Open("/orchestrations?state=failed");
        Assert.Contains("Purge 1", browser.Words, StringComparison.Ordinal);
        await browser.Send("/orchestrations/purge", ("reason", "Nobody needs it"));
        Assert.Single(await product.SystemFacts("workflows-purged"));
        Assert.Equal(404, (await Administrator.Get($"{All}/broken")).Status);
    }

    [Fact]
    public async Task OnThePage_AnEventIsRaised_AndWhatIsNoJsonIsRefused()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        var page = $"/orchestrations/{walk.Number}-r1";
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open(page);
        await browser.Send($"{page}/raise", ("event", "doorbell"), ("payload", "{version}"), ("reason", "It seems to sleep"));
        Assert.Equal(400, browser.Status);
        Assert.Contains("must be JSON", browser.Words, StringComparison.Ordinal);
        await browser.Send($"{page}/raise", ("event", "doorbell"), ("payload", """{"version":1}"""), ("reason", "It seems to sleep"));
        Assert.Equal((200, page), (browser.Status, browser.Path));
        Assert.Single(await product.SystemFacts("workflow-event-raised"));
    }

    [Fact]
    public async Task OnThePage_AFormThatIsSentTwice_IsDoneOnce()
    {
        await Fail("broken");
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/orchestrations/broken");
        var form = browser.Page;
        await browser.Send("/orchestrations/broken/restart", ("reason", "Once more"));
        await browser.SendAgain(form, "/orchestrations/broken/restart", ("reason", "Once more"));
        Assert.Equal(2, (await Administrator.Get($"{All}/broken")).Json.GetProperty("generation").GetInt32());
        Assert.Single(await product.SystemFacts("workflow-restarted"));
    }

    private Task SweepAtMidnight(int days)
    {
        product.Time.AdvanceTo(new DateTimeOffset(product.Time.GetUtcNow().UtcDateTime.Date.AddDays(days), TimeSpan.Zero));
        return product.Sweep();
    }

    private async Task Operate(Walk walk, string operation)
    {
        Assert.Equal(204, (await Administrator.Post($"{All}/{walk.Number}-r1/{operation}", new { reason = "A test" })).Status);
        await product.Settle();
    }

    /// <summary>A workflow that is told no change fails.</summary>
    private async Task Fail(string id)
    {
        await product.Services.GetRequiredService<IWorkflowClient>().Start(NormalChange.Kind, id, input: null, CancellationToken.None);
        await product.Settle();
    }

    private async Task<List<int>> History(Walk walk) => Turns(await Administrator.Get($"{All}/{walk.Number}-r1/history?limit=200"));

    private static List<int> Turns(Answer page) =>
        page.Json.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("turn").GetInt32()).ToList();

    private async Task<IEnumerable<string>> Ids(string query) =>
        (await Administrator.Get(All + query)).Json.GetProperty("orchestrations").EnumerateArray()
        .Select(instance => instance.GetProperty("instance_id").GetString()!).Order(StringComparer.Ordinal);

    private static async Task Finish(Walk walk)
    {
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");
    }
}
