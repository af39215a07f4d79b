using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

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

    [Fact]
    public async Task TwoVoices_EachWithItsTime_AreRecorded_AndThePageSaysWhichCount()
    {
        await browser.Open(Board);
        // 15:50 and 15:55 in Berlin are minutes before now.
        await browser.Send(Form, [.. SaidToTheBoard, ("authorized_by", "emil"), ("authorized_how", "by telephone"), ("authorized_at", "2026-03-03T15:50"),
            ("authorized_by_2", "hana"), ("authorized_how_2", "in the room"), ("authorized_at_2", "2026-03-03T15:55")]);
        var panel = Panel();
        Assert.Contains("Counted: Emil Larsen as", panel, StringComparison.Ordinal);
        Assert.Contains("by telephone, 3 Mar 2026, 15:50 CET · 14:50 UTC", panel, StringComparison.Ordinal);
        Assert.Contains("Counted: Hana Sato as", panel, StringComparison.Ordinal);
        Assert.Contains("in the room, 3 Mar 2026, 15:55 CET · 14:55 UTC", panel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVoiceThatDoesNotFit_OpensTheEmergency_AndThePageSaysWhyItDoesNotCount_AndWhomToCall()
    {
        await browser.Open(Board);
        await browser.Send(Form, [.. SaidToTheBoard, ("authorized_by", "chen"), ("authorized_how", "by telephone")]);
        Assert.StartsWith("/changes/CHG-2026-", browser.Path, StringComparison.Ordinal);
        Assert.Contains("Not counted: Chen Wei (by telephone). 'chen' cannot authorize this emergency", Panel(), StringComparison.Ordinal);
        Assert.Contains("Call: ", Panel(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePageSays_WhatIsOwed_AndUntilWhen()
    {
        await browser.Open(Board);
        await browser.Send(Form, SaidToTheBoard);
        Assert.Contains("Owed, the nearest first", Panel(), StringComparison.Ordinal);
        Assert.Contains("CAB review", Panel(), StringComparison.Ordinal);
        Assert.Contains("4 Mar 2026, 16:00 CET · 15:00 UTC", Panel(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayAuthorize_IsSaidForEachType_AndOnlyForTheOneThatIsChosen()
    {
        await browser.Open("/emergencies/new?policy=gateway-operations");
        var all = Voices();
        Assert.Contains(all, voice => voice.Contains(", for ", StringComparison.Ordinal));
        await browser.Open("/emergencies/new?policy=gateway-operations&type=incident-response");
        var some = Voices();
        Assert.NotEmpty(some);
        Assert.True(some.Length < all.Length, string.Join("; ", some));
        Assert.DoesNotContain(some, voice => voice.Contains(", for ", StringComparison.Ordinal));
        Assert.All(some, voice => Assert.Contains("Incident", voice, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task AFormThatIsRefused_KeepsBothVoices_AndTheirTimes()
    {
        await browser.Open(Board);
        await browser.Send(Form, [.. SaidToTheBoard.Skip(1), ("authorized_by", "emil"), ("authorized_at", "2026-03-03T15:50"),
            ("authorized_by_2", "hana"), ("authorized_how_2", "in the room"), ("authorized_at_2", "yesterday")]);
        Assert.Equal(400, browser.Status);
        Assert.Equal("emil", browser.Page.QuerySelector("select[name=authorized_by] option[selected]")!.GetAttribute("value"));
        Assert.Equal("2026-03-03T15:50", browser.Page.QuerySelector("input[name=authorized_at]")!.GetAttribute("value"));
        Assert.Equal("hana", browser.Page.QuerySelector("select[name=authorized_by_2] option[selected]")!.GetAttribute("value"));
        Assert.Equal("in the room", browser.Page.QuerySelector("input[name=authorized_how_2]")!.GetAttribute("value"));
        Assert.NotNull(browser.Page.QuerySelector("details[open] select[name=authorized_by]"));
    }

    [Fact]
    public async Task AVoiceWithoutAName_IsAskedFor_InsteadOfBeingLost()
    {
        await browser.Open(Board);
        await browser.Send(Form, [.. SaidToTheBoard, ("authorized_how_2", "by telephone")]);
        Assert.Equal(400, browser.Status);
        Assert.Contains("Choose who said yes by voice", browser.Words, StringComparison.Ordinal);
    }

    private const string Board = "/emergencies/new?policy=advisory-board";

    private static (string, string)[] SaidToTheBoard { get; } =
        [.. Requests.BoardEmergency().Where(field => field.Key is not "policy").Select(field => (field.Key, field.Value as string ?? ((string[])field.Value!)[0]))];

    private string Panel() => string.Join(
        ' ', browser.Page.QuerySelector("[aria-labelledby=emergency]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string[] Voices() =>
        [.. browser.Page.QuerySelectorAll("select[name=authorized_by] option").Select(option => option.TextContent).Where(text => text.Contains('–'))];

    private static (string, string)[] Said { get; } =
        [("title", "Sign-in is down"), ("description", "Nobody can sign in"), ("emergency_criteria", "system-outage")];

    private async Task Raise()
    {
        await browser.Open(Form);
        await browser.Send(Form, Said);
    }
}
