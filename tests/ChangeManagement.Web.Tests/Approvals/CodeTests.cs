using AngleSharp.Html.Parser;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Approvals;

/// <summary>The code that only the message shows makes an answer by a link its person's (A2).</summary>
public sealed class CodeTests : IAsyncLifetime
{
    private const string Wrong = "222222";
    private static readonly Dictionary<string, string> Unlimited = new(StringComparer.Ordinal) { ["Limits:Links"] = "0" };
    private readonly RunningProduct product = new(settings: Unlimited);
    private readonly Browser browser;
    private Walk walk = null!;
    private ApprovalMessage asked = null!;

    public CodeTests() => browser = new Browser(product);

    public async Task InitializeAsync()
    {
        walk = await Walk.Begin(product, "chen", Requests.Priority("medium"));
        asked = await ApprovalMessage.To("emil", product);
        await browser.Open(asked.Path);
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task AChoiceWithoutTheCode_IsRefused_AndUsesUpNoTry()
    {
        for (var time = 0; time < ApprovalCodes.MostWrong + 1; time++)
        {
            await Answer("approve", code: "");
            Assert.Equal(403, browser.Status);
            Assert.Contains("Type the code that the message shows", browser.Words, StringComparison.Ordinal);
            Assert.Equal("approve", browser.Page.QuerySelector("input[name=choice][checked]")?.GetAttribute("value"));
        }

        await AssertUndecided();
    }

    [Fact]
    public async Task TheCode_IsTakenAsPeopleTypeIt()
    {
        await Answer("approve", $" {asked.Code[..3].ToLowerInvariant()} {asked.Code[3..]}");
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCodeOfAnotherMessage_IsWrong()
    {
        var other = await Walk.Begin(product, "chen", Requests.Priority("medium"));
        var others = (await ApprovalMessage.All("emil", product)).First(message => message.Path != asked.Path);
        await Answer("approve", others.Code);
        Assert.Contains("This is not the code of the message.", browser.Words, StringComparison.Ordinal);
        await AssertUndecided();
        Assert.Equal("awaiting-approval", await other.State());
    }

    [Fact]
    public async Task ThePage_DoesNotShowTheCode()
    {
        using var http = product.Anonymous();
        Assert.DoesNotContain(asked.Code, await http.GetStringAsync(new Uri(asked.Path, UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongCodes_AreCountedDown_AndThenTheLinkTakesNotEvenTheRightOne()
    {
        foreach (var left in (string[])["4 times", "3 times", "2 times", "once"])
        {
            await Answer("approve", Wrong);
            Assert.Equal(403, browser.Status);
            Assert.Contains($"you can try {left} more", browser.Words, StringComparison.Ordinal);
        }

        var form = browser.Page;
        await Answer("approve", Wrong);
        Assert.Contains("once too often", browser.Words, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("input[name=code]"));
        await browser.SendAgain(form, asked.Path, ("choice", "approve"), ("code", asked.Code));
        Assert.Equal(403, browser.Status);
        await AssertUndecided();
    }

    [Fact]
    public async Task ARightCode_GivesTheTriesBack()
    {
        for (var time = 0; time < ApprovalCodes.MostWrong - 1; time++)
        {
            await Answer("approve", Wrong);
        }

        await Answer("reject", asked.Code);
        Assert.Contains("Say why", browser.Words, StringComparison.Ordinal);
        await Answer("approve", Wrong);
        Assert.Contains("you can try 4 times more", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyTriesAtOnce_AreNoMoreTries()
    {
        using var http = product.Anonymous();
        var page = new HtmlParser().ParseDocument(await http.GetStringAsync(new Uri(asked.Path, UriKind.Relative)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Post("approve", Wrong)));
        Assert.Equal(ApprovalCodes.MostWrong - 1, answers.Count(answer => answer.Contains("you can try", StringComparison.Ordinal)));
        await AssertUndecided();

        async Task<string> Post(string choice, string code)
        {
            var hidden = page.QuerySelectorAll($"form[action='{asked.Path}'] input[type=hidden]")
                .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
            using var content = new FormUrlEncodedContent([.. hidden, new("choice", choice), new("code", code)]);
            using var answer = await http.PostAsync(new Uri(asked.Path, UriKind.Relative), content);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task AClosedLink_SendsItsMessageToItsPersonsAddress_AndThenTakesTheCode()
    {
        await UseUp();
        product.Time.Advance(TimeSpan.FromMinutes(1));
        await browser.Send($"{asked.Path}/message");
        Assert.Contains("A new message is on its way", browser.Words, StringComparison.Ordinal);
        var newest = (await product.Services.GetRequiredService<Mailbox>().List(1, CancellationToken.None))[0];
        Assert.Equal(("emil@example.com", asked.Path), (newest.To, newest.Link));
        Assert.Contains(asked.Code, newest.Text, StringComparison.Ordinal);
        await browser.Open(asked.Path);
        await Answer("approve", asked.Code);
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheMessage_IsSentAnewThreeTimesADay()
    {
        for (var time = 0; time < 3; time++)
        {
            await UseUp();
            await browser.Send($"{asked.Path}/message");
            Assert.Equal(200, browser.Status);
            product.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await UseUp();
        await browser.Send($"{asked.Path}/message");
        Assert.Equal(429, browser.Status);
        Assert.Contains("No new one was sent", browser.Words, StringComparison.Ordinal);
        Assert.Equal(4, (await ApprovalMessage.All("emil", product)).Count);
    }

    [Fact]
    public async Task WhoIsSignedInAsThemselves_NeedsNoCode_NotEvenOnAClosedLink()
    {
        await UseUp();
        await browser.SignIn("emil");
        await browser.Open(asked.Path);
        Assert.Null(browser.Page.QuerySelector("input[name=code]"));
        await browser.Send(asked.Path, ("choice", "approve"));
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsSignedInAsSomebodyElse_NeedsTheCode()
    {
        // In Development, whose mailbox shows everybody's links; elsewhere the link is not theirs.
        await browser.SignIn("ada");
        await browser.Open(asked.Path);
        await Answer("approve", code: "");
        Assert.Contains("Type the code", browser.Words, StringComparison.Ordinal);
        await AssertUndecided();
    }

    private Task Answer(string choice, string code) => browser.Send(asked.Path, ("choice", choice), ("code", code));

    private async Task UseUp()
    {
        await browser.Open(asked.Path);
        for (var time = 0; time < ApprovalCodes.MostWrong; time++)
        {
            await Answer("approve", Wrong);
        }

        Assert.Contains("Too many wrong codes", browser.Words, StringComparison.Ordinal);
    }

    private async Task AssertUndecided()
    {
        Assert.Empty((await walk.Change()).GetProperty("stages").EnumerateArray().SelectMany(stage => stage.GetProperty("answers").EnumerateArray()));
        Assert.Equal("awaiting-approval", await walk.State());
    }
}
