using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Policies;

/// <summary>004 §12, 003 §9.2 and §9.3, S1: freezes are declared with a reason and an end, and stop everything but emergencies.</summary>
public sealed class FreezeTests : IAsyncLifetime
{
    private const string Freezes = "/api/v1/freezes";
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly OperatorFolder folder = new();
    private RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("advisory-board", "Audit")]
    [InlineData("build-os", "regulatory-audit")]
    public async Task ADeclaredFreeze_StopsTheWork_NamesItsReason_AndTheTimeAfterIt(string policy, string occasion)
    {
        var walk = await Ready(policy is "build-os" ? Requests.BuildOs("ui-improvement") : Requests.Board(Tuesday));
        await Declare(policy, occasion, Tuesday.AddMinutes(-1), Tuesday.AddHours(2));
        var refused = await walk.Refused(Implementer(policy), "implement", new { }, "outside-window");
        Assert.Contains("frozen until 2026-03-03 13:00 UTC", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("Auditors are here", refused.Text("detail"), StringComparison.Ordinal);
        Assert.True(refused.Json.GetProperty("next_window").GetDateTimeOffset() >= Tuesday.AddHours(2));
        await product.Pass(TimeSpan.FromHours(2));
        await walk.Step(Implementer(policy), "implement");
    }

    [Fact]
    public async Task APreview_NamesTheTimeAfterIt()
    {
        await Declare("advisory-board", "Audit", Tuesday.AddMinutes(-1), Tuesday.AddHours(2));
        var preview = await (await product.As("chen")).Post($"{Client.Changes}/preview", Requests.Board(Tuesday));
        Assert.True(preview.Json.GetProperty("next_window").GetProperty("start").GetDateTimeOffset() >= Tuesday.AddHours(2), preview.Body);
    }

    [Fact]
    public async Task ADateOfThePolicy_StopsTheWorkLikewise()
    {
        await product.DisposeAsync();
        // Back-to-school; a Tuesday, 06:00 in New York.
        var frozen = new DateTimeOffset(2026, 8, 25, 10, 0, 0, TimeSpan.Zero);
        product = new RunningProduct(frozen);
        var walk = await Ready(Requests.Board(frozen));
        var refused = await walk.Refused("chen", "implement", new { }, "outside-window");
        Assert.Contains("Back-to-school", refused.Text("detail"), StringComparison.Ordinal);
        Assert.True(refused.Json.GetProperty("next_window").GetDateTimeOffset() > new DateTimeOffset(2026, 9, 7, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task AnEmergency_GoesOn()
    {
        await Declare("build-os", "active-incident", null, Tuesday.AddDays(1));
        var walk = await Walk.Begin(product, "ada", Requests.BuildOsEmergency());
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen("implement");
        var answer = await walk.Do("ada", "implement");
        Assert.NotEqual("outside-window", answer.Status == 200 ? "" : answer.Text("code"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task AFreezeOfAnotherPolicy_StopsNothing()
    {
        var walk = await Ready(Requests.Board(Tuesday));
        await Declare("build-os", "active-incident", null, Tuesday.AddDays(1));
        await walk.Step("chen", "implement");
    }

    [Fact]
    public async Task EndedEarly_ItStopsNothingAnyMore_AndTheSystemLogKnowsBoth()
    {
        var walk = await Ready(Requests.Board(Tuesday));
        var id = await Declare("advisory-board", "Audit", null, Tuesday.AddDays(1));
        await walk.Refused("chen", "implement", new { }, "outside-window");
        var ended = await product.AsAdministrator().Post($"{Freezes}/{id}/end", new { reason = "The auditors left" });
        Assert.Equal(204, ended.Status);
        await walk.Step("chen", "implement");
        Assert.Equal("Auditors are here", Assert.Single(await product.SystemFacts("freeze-declared")).GetProperty("reason").GetString());
        Assert.Equal("The auditors left", Assert.Single(await product.SystemFacts("freeze-ended")).GetProperty("reason").GetString());
        Assert.Empty((await (await product.As("chen")).Get(Freezes)).Json.GetProperty("freezes").EnumerateArray());
        Assert.Equal(404, (await product.AsAdministrator().Post($"{Freezes}/{id}/end", new { reason = "Again" })).Status);
    }

    [Theory]
    [InlineData("""{"policy":"build-os","occasion":"regulatory-audit","reason":"Why","from":"2026-03-04T00:00:00Z"}""", "time-bound")]
    [InlineData("""{"policy":"build-os","occasion":"regulatory-audit","to":"2026-03-05T00:00:00Z"}""", "documented")]
    [InlineData("""{"policy":"build-os","occasion":"regulatory-audit","reason":" ","to":"2026-03-05T00:00:00Z"}""", "documented")]
    [InlineData("""{"policy":"build-os","occasion":"holiday","reason":"Why","to":"2026-03-05T00:00:00Z"}""", "active-incident")]
    [InlineData("""{"policy":"build-os","occasion":"regulatory-audit","reason":"Why","to":"2026-03-02T00:00:00Z"}""", "after now")]
    [InlineData("""{"policy":"build-os","occasion":"regulatory-audit","reason":"Why","to":"2028-03-02T00:00:00Z"}""", "a year at most")]
    [InlineData("""{"policy":"no-such","occasion":"x","reason":"Why","to":"2026-03-05T00:00:00Z"}""", "build-os")]
    public async Task AFreezeThatIsNotDocumentedOrNotBoundInTime_IsRefused(string body, string says)
    {
        var refused = await product.AsAdministrator().Send(HttpMethod.Post, Freezes, new StringContent(body, null, "application/json"));
        Assert.Equal(400, refused.Status);
        Assert.Contains(says, refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyAdministrators_AndTheRoleThatThePolicyNames_DeclareAndEndIt()
    {
        await product.DisposeAsync();
        product = new RunningProduct(Tuesday, folder.Settings);
        folder.Override("build-os", "freeze-occasions:\n", "freeze-occasions:\n  declared-by: incident-commander\n");
        product.Start();
        await product.NoticeEdits();
        var body = new { policy = "build-os", occasion = "active-incident", reason = "Auditors are here", to = Tuesday.AddDays(1) };
        Assert.Equal(403, (await (await product.As("chen")).Post(Freezes, body)).Status);
        var commander = await product.As("fatima");
        var declared = await commander.Post(Freezes, body);
        Assert.Equal(201, declared.Status);
        Assert.Equal(403, (await commander.Post(Freezes, new { policy = "advisory-board", occasion = "Audit", reason = "Why", to = Tuesday.AddDays(1) })).Status);
        Assert.Equal(403, (await (await product.As("chen")).Post($"{Freezes}/{declared.Text("id")}/end", new { reason = "No" })).Status);
        Assert.Equal(204, (await commander.Post($"{Freezes}/{declared.Text("id")}/end", new { reason = "Over" })).Status);
    }

    [Fact]
    public async Task ThePage_DeclaresInTheZoneOfItsReader_Lists_AndEnds()
    {
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/freezes");
        await browser.Send("/freezes/of/build-os", ("occasion", "regulatory-audit"), ("reason", "Auditors are here"), ("to", ""));
        Assert.Equal(400, browser.Status);
        Assert.Equal("Auditors are here", browser.Page.QuerySelector("details[open] textarea")!.TextContent);
        await browser.Send("/freezes/of/build-os", ("occasion", "regulatory-audit"), ("reason", "Auditors are here"), ("to", "2026-03-05T12:00"));
        Assert.Contains("5 Mar 2026, 12:00 CET · 11:00 UTC", browser.Words, StringComparison.Ordinal);
        using var reader = new Browser(product);
        await reader.SignIn("chen");
        await reader.Open("/freezes");
        Assert.Contains("Auditors are here", reader.Words, StringComparison.Ordinal);
        Assert.Empty(reader.Page.QuerySelectorAll("main form"));
        var end = browser.Page.Forms.Single(form => form.GetAttribute("action")!.EndsWith("/end", StringComparison.Ordinal)).GetAttribute("action")!;
        await browser.Send(end, ("reason", "They left"));
        Assert.Contains("No freeze is declared", browser.Words, StringComparison.Ordinal);
    }

    private static string Implementer(string policy) => policy is "build-os" ? "ada" : "chen";

    private async Task<Walk> Ready(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Walk.Begin(product, request["policy"] is "build-os" ? "ada" : "chen", request);
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen("implement");
        return walk;
    }

    private async Task<string> Declare(string policy, string occasion, DateTimeOffset? from, DateTimeOffset to)
    {
        var answer = await product.AsAdministrator().Post(
            Freezes, new { policy, occasion, reason = "Auditors are here", from = from ?? product.Time.GetUtcNow(), to });
        Assert.True(answer.Status is 201, answer.Body);
        return answer.Text("id");
    }
}
