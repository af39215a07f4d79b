using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Approvals;

/// <summary>Where the policy gives time for it, an answer on the page is taken back before anything follows from it (A3).</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;
    private Walk walk = null!;
    private ApprovalMessage asked = null!;

    public UndoTests() => browser = new Browser(product);

    public async Task InitializeAsync()
    {
        // 002: half a minute (decision page-undo), and one seat.
        walk = await Walk.Begin(product, "chen", Requests.Officer("standard"));
        asked = await ApprovalMessage.To("hana", product);
        await browser.Open(asked.Path);
        await browser.Send(asked.Path, ("choice", "approve"), ("code", asked.Code));
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task TheBrowserThatAnswered_UndoesWithoutTheCode_AndAnswersAnew()
    {
        Assert.Contains("take it back within 30 seconds", browser.Words, StringComparison.Ordinal);
        Assert.Equal("awaiting-approval", await walk.State());
        await browser.Send($"{asked.Path}/undo");
        Assert.Contains("Hana Sato, do you approve?", browser.Words, StringComparison.Ordinal);
        await browser.Send(asked.Path, ("choice", "reject"), ("reason", "Not this week"), ("code", asked.Code));
        Assert.Contains("You rejected this", browser.Words, StringComparison.Ordinal);
        await product.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("rejected", await walk.State());
    }

    [Fact]
    public async Task AnotherBrowser_NeedsTheCode()
    {
        using var other = new Browser(product);
        await other.Open(asked.Path);
        await other.Send($"{asked.Path}/undo");
        Assert.Equal(403, other.Status);
        Assert.Contains("Type the code", other.Words, StringComparison.Ordinal);
        await other.Send($"{asked.Path}/undo", ("code", asked.Code));
        Assert.Contains("do you approve?", other.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceItCounts_ItStands()
    {
        var form = browser.Page;
        await product.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("approved", await walk.State());
        await browser.SendAgain(form, $"{asked.Path}/undo");
        Assert.Equal(409, browser.Status);
        Assert.Contains("cannot be taken back", browser.Words, StringComparison.Ordinal);
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Not what you meant?", browser.Words, StringComparison.Ordinal);
        Assert.Equal("approved", await walk.State());
    }

    [Fact]
    public async Task AScanOfTheLink_TakesNothingBack()
    {
        await new ScannerModel(product, seed: 5).Scan(asked.Path);
        await product.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("approved", await walk.State());
    }

    [Fact]
    public async Task WhoIsSignedIn_UndoesOnTheirPage()
    {
        using var signedIn = new Browser(product);
        await signedIn.SignIn("hana");
        var page = $"/changes/{walk.Number}/approval";
        await signedIn.Open(page);
        await signedIn.Send($"{page}/undo");
        Assert.Contains("do you approve?", signedIn.Words, StringComparison.Ordinal);
    }
}
