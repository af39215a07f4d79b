using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Pages;

/// <summary>The page behind an approval link is right in every state (A2, A3).</summary>
public sealed class ApprovalPageTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;
    private string number = "";

    public ApprovalPageTests() => browser = new Browser(product);

    public async Task InitializeAsync() => number = (await (await product.As("chen")).Submit(new
    {
        title = "Raise the <b>connection</b> limit",
        description = "From 100 to 200",
        change_type = "configuration",
        priority = "medium",
        affected_systems = new[] { "authentication-service" },
        risk_level = "low",
        rollback_plan = "Set it back to 100",
    })).Number;

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task Looking_ChangesNothing()
    {
        await browser.Open(await LinkOf("emil"));
        using var head = new HttpRequestMessage(HttpMethod.Head, browser.Path);
        using var http = product.Anonymous();
        await http.SendAsync(head);
        await browser.Open(browser.Path);
        Assert.Contains("Emil Larsen, do you approve?", browser.Words, StringComparison.Ordinal);
        Assert.Contains("Set it back to 100", browser.Words, StringComparison.Ordinal);
        Assert.Contains("Raise the <b>connection</b> limit", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADecision_NeedsAChoice()
    {
        await browser.Open(await LinkOf("emil"));
        await browser.Send(browser.Path);
        Assert.Equal(400, browser.Status);
        Assert.Contains("Choose your answer", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARejection_NeedsAReason_AndKeepsWhatWasChosen()
    {
        await browser.Open(await LinkOf("emil"));
        await browser.Send(browser.Path, ("choice", "reject"), ("code", await CodeOf("emil")));
        Assert.Equal(400, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector("input[value=reject][checked]"));
    }

    [Fact]
    public async Task ADecision_IsShownToItsPerson_AndAgainIsHarmless()
    {
        var link = await LinkOf("emil");
        await browser.Open(link);
        await browser.Send(link, ("choice", "approve"), ("comments", "fine"), ("code", await CodeOf("emil")));
        Assert.Equal(200, browser.Status);
        Assert.Contains("You approved this as", browser.Words, StringComparison.Ordinal);
        await browser.Open(link);
        Assert.Contains("You approved this as", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormOfAnotherSite_IsRefused()
    {
        var link = await LinkOf("emil");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("choice", "approve")]);
        using var http = product.Anonymous();
        using var response = await http.PostAsync(new Uri(link, UriKind.Relative), content);
        Assert.Equal(400, (int)response.StatusCode);
        await browser.Open(link);
        Assert.Contains("do you approve?", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterAnAmendment_TheOldLinkShowsTheDifference()
    {
        var link = await LinkOf("emil");
        var chen = await product.As("chen");
        var seen = await chen.Show(number);
        await chen.Send(
            HttpMethod.Patch, $"{Client.Changes}/{number}", new StringContent("""{"description":"From 100 to 900"}"""), ("If-Match", seen.ETag!));
        await browser.Open(link);
        Assert.Contains("amended after you were asked", browser.Words, StringComparison.Ordinal);
        Assert.Equal("From 100 to 200", browser.Page.QuerySelector("del")!.TextContent);
        Assert.Equal("From 100 to 900", browser.Page.QuerySelector("ins")!.TextContent);
    }

    [Theory]
    [InlineData("hold", "On hold.")]
    [InlineData("withdraw", "Withdrawn.")]
    public async Task APausedOrWithdrawnChange_SaysSo(string command, string says)
    {
        var link = await LinkOf("emil");
        await (await product.As("chen")).Do(number, command, new { reason = "not now" });
        await browser.Open(link);
        Assert.Contains(says, browser.Words, StringComparison.Ordinal);
        Assert.Contains("not now", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownLink_LeadsNowhere()
    {
        await browser.Open("/approvals/nonsense");
        Assert.Equal(404, browser.Status);
    }

    private async Task<string> LinkOf(string person) => (await ApprovalMessage.To(person, product)).Path;

    private async Task<string> CodeOf(string person) => (await ApprovalMessage.To(person, product)).Code;
}
