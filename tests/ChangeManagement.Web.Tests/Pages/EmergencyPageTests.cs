using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Pages;

/// <summary>Raising an emergency from a phone (U4), and what the page of a change offers afterwards (U3).</summary>
public sealed class EmergencyPageTests : IAsyncLifetime
{
    private const string Form = "/emergencies/new";
    private readonly RunningProduct product = new();
    private readonly Browser browser;

    public EmergencyPageTests() => browser = new Browser(product);

    public Task InitializeAsync() => browser.SignIn("ada");

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task WithoutSigningIn_TheWayLeadsToTheSignIn()
    {
        using var stranger = new Browser(product);
        await stranger.Open(Form);
        Assert.StartsWith("/sign-in", stranger.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormThatIsIncomplete_SaysWhatIsMissing_AndKeepsWhatWasWritten()
    {
        await browser.Open(Form);
        await browser.Send(Form, ("title", "Sign-in is down"));
        Assert.Equal(400, browser.Status);
        Assert.Contains("Description is required", browser.Words, StringComparison.Ordinal);
        Assert.Equal("Sign-in is down", browser.Page.QuerySelector("input[name=title]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task OneForm_OpensTheChange_WithItsDuties()
    {
        await Raise();
        Assert.Equal("/changes/CHG-2026-001", browser.Path);
        Assert.Contains("Duties and deadlines", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameFormSentTwice_OpensOneChange()
    {
        await browser.Open(Form);
        var twice = browser.Page;
        await browser.Send(Form, Said);
        var once = browser.Path;
        await browser.Open(Form);
        browser.Page.QuerySelector("input[name=once]")!.SetAttribute("value", twice.QuerySelector("input[name=once]")!.GetAttribute("value")!);
        await browser.Send(Form, Said);
        Assert.Equal(once, browser.Path);
    }

    [Fact]
    public async Task AFailedWork_IsRolledBack_ThroughTheFormsOfThePage()
    {
        await Raise();
        var change = browser.Path;
        await browser.Send($"{change}/implement");
        await browser.Send($"{change}/complete", ("status", "failed"), ("notes", "Wrong certificate"), ("severity", "high"));
        await browser.Send($"{change}/decide-rollback", ("reason", "Wrong certificate"));
        await browser.Send($"{change}/complete-rollback");
        Assert.Equal("Rolled back", browser.Page.QuerySelector(".heading .badge")!.TextContent);
    }

    [Fact]
    public async Task ARefusal_IsShownOnThePage_AndKeepsWhatWasWritten()
    {
        await Raise();
        var change = browser.Path;
        await browser.Send($"{change}/withdraw", ("reason", " "));
        Assert.Equal(400, browser.Status);
        Assert.Contains("Nothing was changed", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    private static (string, string)[] Said { get; } =
        [("title", "Sign-in is down"), ("description", "Nobody can sign in"), ("emergency_criteria", "system-outage")];

    private async Task Raise()
    {
        await browser.Open(Form);
        await browser.Send(Form, Said);
    }
}
