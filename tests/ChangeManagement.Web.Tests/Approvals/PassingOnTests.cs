using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Approvals;

/// <summary>Who is asked may pass the question on, or ask one first (A3, A6).</summary>
public sealed class PassingOnTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;
    private Walk walk = null!;
    private ApprovalMessage asked = null!;

    public PassingOnTests() => browser = new Browser(product);

    public async Task InitializeAsync()
    {
        walk = await Walk.Begin(product, "chen", Requests.Officer("standard"));
        asked = await ApprovalMessage.To("hana", product);
        await browser.Open(asked.Path);
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task ADelegate_AnswersInTheSeat_AndBothNamesAreShown()
    {
        await browser.Send(asked.Path, ("choice", "delegate"), ("to", "mika"), ("handover", "You know the site"), ("code", asked.Code));
        Assert.Contains("You passed this on to Mika Virtanen.", browser.Words, StringComparison.Ordinal);

        using var delegated = new Browser(product);
        await delegated.SignIn("mika");
        var page = $"/changes/{walk.Number}/approval";
        await delegated.Open(page);
        Assert.Contains("You answer on behalf of Hana Sato.", delegated.Words, StringComparison.Ordinal);
        Assert.Contains("You know the site", delegated.Words, StringComparison.Ordinal);
        await delegated.Send(page, ("choice", "approve"), ("comments", "Fine"));
        Assert.Contains("On behalf of Hana Sato.", delegated.Words, StringComparison.Ordinal);

        await browser.Open(asked.Path);
        Assert.Contains("They approved it as", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassingOn_NeedsTheCode_APersonAndSomebodySuitable()
    {
        await browser.Send(asked.Path, ("choice", "delegate"), ("to", "mika"));
        Assert.Equal(403, browser.Status);
        await browser.Send(asked.Path, ("choice", "delegate"), ("code", asked.Code));
        Assert.Contains("Choose to whom you pass it on.", browser.Words, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("option[value=chen]"));
        Assert.Null(browser.Page.QuerySelector("option[value=hana]"));
        await browser.Send(asked.Path, ("choice", "delegate"), ("to", "chen"), ("code", asked.Code));
        Assert.Equal(400, browser.Status);
        Assert.Contains("nobody approves their own", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestion_IsShownWithItsAnswer_AndTheApprovalStaysOpen()
    {
        await browser.Send(asked.Path, ("choice", "ask"), ("question", "Does it <i>cache</i>?"), ("code", asked.Code));
        Assert.Contains("Your question was sent to Chen Wei.", browser.Words, StringComparison.Ordinal);
        Assert.Contains("do you approve?", browser.Words, StringComparison.Ordinal);

        using var requester = new Browser(product);
        await requester.SignIn("chen");
        await requester.Open("/waiting");
        Assert.Contains("Answer a question: Does it", requester.Words, StringComparison.Ordinal);
        await requester.Open($"/changes/{walk.Number}");
        await requester.Send($"/changes/{walk.Number}/questions/1", ("answer", "For a minute."));
        Assert.Contains("For a minute.", requester.Words, StringComparison.Ordinal);
        await requester.Open("/waiting");
        Assert.DoesNotContain("Answer a question: Does it", requester.Words, StringComparison.Ordinal);

        await browser.Open(asked.Path);
        Assert.DoesNotContain("Your question was sent", browser.Words, StringComparison.Ordinal);
        Assert.Contains("Does it <i>cache</i>?", browser.Words, StringComparison.Ordinal);
        Assert.Contains("For a minute.", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyQuestion_IsRefused_AndWithoutTheCodeNothingIsAsked()
    {
        await browser.Send(asked.Path, ("choice", "ask"), ("question", "Why?"));
        Assert.Equal(403, browser.Status);
        await browser.Send(asked.Path, ("choice", "ask"), ("code", asked.Code));
        Assert.Equal(400, browser.Status);
        Assert.Contains("Write what you want to know.", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsHeardLast_IsToldSo_AndTheRequesterThatItIsTheirs()
    {
        var medium = await Walk.Begin(product, "chen", Requests.Priority("medium"));
        var page = $"/changes/{medium.Number}/approval";
        using var last = new Browser(product);
        await last.SignIn("lena");
        await last.Open(page);
        Assert.Contains("You are asked once the others have answered.", last.Words, StringComparison.Ordinal);
        Assert.Contains("Still to answer: Engineering manager", last.Words, StringComparison.Ordinal);
        using var requester = new Browser(product);
        await requester.SignIn("chen");
        await requester.Open(page);
        Assert.Contains("This is your own change.", requester.Words, StringComparison.Ordinal);
    }
}
