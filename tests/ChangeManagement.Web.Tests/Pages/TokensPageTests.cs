using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Safety;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages;

/// <summary>Administrators issue and revoke tokens on a page, the first one too, under the rules of the API.</summary>
public sealed class TokensPageTests : IAsyncLifetime
{
    private static readonly (string, string)[] Good = [("name", "Night build"), ("owner", "system:pipeline"), ("scopes", "changes:read")];

    private readonly RunningProduct product = new();
    private readonly Browser ada;

    public TokensPageTests() => ada = new Browser(product);

    public async Task InitializeAsync()
    {
        await ada.SignIn("ada");
        await ada.Open("/tokens");
    }

    public async Task DisposeAsync()
    {
        ada.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task TheSecret_IsShownOnTheAnswerAlone_AndWorks()
    {
        await ada.Send("/tokens", [.. Good, ("scopes", "changes:write"), ("policy", "build-os"), ("expires", "2026-03-05T12:00")]);
        Assert.Equal((200, "/tokens"), (ada.Status, ada.Path));
        Assert.Contains("no-store", ada.Keeping, StringComparison.Ordinal);
        Assert.Contains("It cannot be shown again", ada.Words, StringComparison.Ordinal);
        var secret = Secret(ada);
        Assert.Equal(200, (await product.WithToken(secret).Get(Client.Changes)).Status);

        await ada.Open("/tokens");
        Assert.DoesNotContain(secret, ada.Page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Identity.Tokens.HashOf(secret), ada.Page.Source.Text, StringComparison.Ordinal);
        Assert.Equal(
            "Night build changes:read changes:write Belongs to pipeline (system) Policy Build os Issued 3 Mar 2026, 16:00 CET · 15:00 UTC by Ada Moreau "
            + "Expires in 44 h 5 Mar 2026, 12:00 CET · 11:00 UTC",
            Words(Panel("Night build").QuerySelectorAll("h2, .badge, dt, dd")));
    }

    [Fact]
    public async Task OutsideDevelopment_TheFirstToken_IsIssuedHere_AndIssuesOthers()
    {
        await using var production = new RunningProduct(isProduction: true, configure: services => services.AddSingleton<ISender>(new RecordedMail()));
        using var browser = new Browser(production);
        await browser.SignIn("ada");
        await browser.Open("/tokens");
        Assert.Contains("There is no token yet", browser.Words, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("details[open] form[action='/tokens']"));
        await browser.Send("/tokens", ("name", "Ada"), ("owner", "ada"), ("scopes", "admin"));
        var issued = await production.WithToken(Secret(browser)).Post("/api/v1/tokens", new { name = "ci", system = "pipeline", scopes = new[] { "changes:read" } });
        Assert.Equal(201, issued.Status);
        await browser.Open("/tokens");
        Assert.Contains("by Ada", Words(Panel("ci", browser).QuerySelectorAll("dl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheNewest_ComesFirst()
    {
        foreach (var name in new[] { "First", "Second", "Third" })
        {
            await product.Pass(TimeSpan.FromMinutes(1));
            await ada.Send("/tokens", [.. Good.Skip(1), ("name", name)]);
        }

        Assert.Equal(["Third", "Second", "First", "bootstrap"], ada.Page.QuerySelectorAll("section.panel h2").Select(title => title.TextContent));
    }

    [Fact]
    public async Task AnExpiredToken_IsMarked()
    {
        await ada.Send("/tokens", [.. Good, ("expires", "2026-03-03T17:00")]);
        Assert.Null(Panel("Night build").QuerySelector(".badge.bad"));
        await product.Pass(TimeSpan.FromHours(1));
        await ada.Open("/tokens");
        Assert.Equal("Expired", Panel("Night build").QuerySelector(".badge.bad")!.TextContent);
    }

    [Fact]
    public async Task WhatThePageDoes_StandsInTheSystemLog_AsWhatTheApiDoes()
    {
        await ada.Send("/tokens", Good);
        await product.AsAdministrator().Post("/api/v1/tokens", new { name = "Night build", system = "pipeline", scopes = new[] { "changes:read" } });
        foreach (var id in Panels("Night build").Select(panel => panel.GetAttribute("aria-labelledby")!))
        {
            await ada.Send($"/tokens/{id}/revoke");
        }

        await ada.Open("/tokens");
        await product.AsAdministrator().Send(HttpMethod.Delete, $"/api/v1/tokens/{Panel("Night build").GetAttribute("aria-labelledby")}", content: null);
        var log = (await product.Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None)).Skip(1).ToList();
        Assert.All(log, fact => Assert.Equal("ada", fact.Actor.Id));
        Assert.Equal(
            ["token-issue-ordered", "token-issued", "token-issue-ordered", "token-issued", "token-revoke-ordered", "token-revoked", "token-revoke-ordered", "token-revoked"],
            log.Select(fact => fact.Kind));
        Assert.Single(log.Select(fact => WithoutId(fact.Payload!)).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Revoking_IsAskedForTwice_AndRefusesTheTokenAtOnce()
    {
        await ada.Send("/tokens", Good);
        var client = product.WithToken(Secret(ada));
        var form = Panel("Night build").QuerySelector("details:not([open]) > form")!;
        Assert.Contains("cannot be brought back", form.TextContent, StringComparison.Ordinal);
        var shown = ada.Page;
        await ada.Send(form.GetAttribute("action")!);
        Assert.Equal((200, "/tokens"), (ada.Status, ada.Path));
        Assert.Equal(401, (await client.Get(Client.Changes)).Status);
        Assert.Empty(Panels("Night build"));
        await ada.SendAgain(shown, form.GetAttribute("action")!);
        Assert.Equal((200, "/tokens"), (ada.Status, ada.Path));
        Assert.Single(await product.SystemFacts("token-revoked"));
    }

    [Fact]
    public async Task WhatIsWrong_StandsBesideItsField_AndWhatWasWrittenIsKept()
    {
        await ada.Send("/tokens", ("name", " "), ("owner", "system:pipeline"), ("scopes", "changes:read"), ("scopes", "admin"), ("expires", "2026-03-01T12:00"));
        Assert.Equal(400, ada.Status);
        Assert.Equal("Say in 'name' what the token is for, in 200 characters at most.", Beside("name"));
        Assert.Contains("hold the role 'change-administrator'", Beside("scopes"), StringComparison.Ordinal);
        Assert.Contains("must lie after now", Beside("expires"), StringComparison.Ordinal);
        Assert.Null(Beside("owner"));
        Assert.Equal(["name", "expires"], ada.Page.QuerySelectorAll("[aria-invalid=true]").Select(input => input.GetAttribute("name")));
        Assert.NotNull(ada.Page.QuerySelector("details[open] form[action='/tokens']"));
        Assert.Equal("system:pipeline", ((IHtmlSelectElement)ada.Page.QuerySelector("[name=owner]")!).Value);
        Assert.Equal(["changes:read", "admin"], ada.Page.QuerySelectorAll("[name=scopes][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal("2026-03-01T12:00", ada.Page.QuerySelector("[name=expires]")!.GetAttribute("value"));

        await ada.Send("/tokens", ("name", "a\u0007b"), ("owner", ""), ("expires", ""));
        Assert.Contains("must not hold control characters", Beside("name"), StringComparison.Ordinal);
        await ada.Send("/tokens", ("name", "Mine"), ("owner", ""), ("expires", ""));
        Assert.Contains("Say whose the token is", Beside("owner"), StringComparison.Ordinal);
        Assert.Contains("Choose at least one", Beside("scopes"), StringComparison.Ordinal);
        Assert.Equal("Mine", ada.Page.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.Empty(await product.SystemFacts("token-issue-ordered"));
    }

    [Fact]
    public async Task TheSameFormSentTwice_IssuesOne_AndWithAnotherContentNone()
    {
        var form = ada.Page;
        await ada.Send("/tokens", Good);
        var (first, id) = (Secret(ada), Panel("Night build").GetAttribute("aria-labelledby"));
        await ada.SendAgain(form, "/tokens", Good);
        Assert.Equal(first, Secret(ada));
        Assert.Single(Panels("Night build"));

        await ada.SendAgain(form, "/tokens", [.. Good, ("scopes", "changes:write")]);
        Assert.Equal(409, ada.Status);
        Assert.Contains("sent before with another content", ada.Words, StringComparison.Ordinal);
        await ada.Send($"/tokens/{id}/revoke");
        await ada.SendAgain(form, "/tokens", Good);
        Assert.Equal(409, ada.Status);
        Assert.Contains("cannot be shown again", ada.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(first, ada.Page.Source.Text, StringComparison.Ordinal);
        Assert.Empty(Panels("Night build"));
        Assert.Single(await product.SystemFacts("token-issued"));
    }

    [Fact]
    public async Task OnlyAdministrators_SeeIt_AndIssueAndRevokeHere()
    {
        await ada.Send("/tokens", Good);
        Assert.NotNull(ada.Page.QuerySelector("nav a[href='/tokens']"));
        var revoke = $"/tokens/{Panel("Night build").GetAttribute("aria-labelledby")}/revoke";
        using var chen = new Browser(product);
        await chen.SignIn("chen");
        await chen.Open("/delegations");
        var own = chen.Page.Forms.Single(form => form.GetAttribute("action") == "/delegations");
        Assert.Null(chen.Page.QuerySelector("nav a[href='/tokens']"));
        foreach (var action in new[] { "/tokens", revoke })
        {
            own.SetAttribute("action", action);
            await chen.SendAgain((IHtmlDocument)own.Owner!, action, Good);
            Assert.Equal(403, chen.Status);
        }

        await chen.Open("/tokens");
        Assert.Equal(403, chen.Status);
        Assert.DoesNotContain("Night build", chen.Words, StringComparison.Ordinal);
        Assert.Single(await product.SystemFacts("token-issued"));
        Assert.Empty(await product.SystemFacts("token-revoked"));

        using var nobody = new Browser(product);
        await nobody.Open("/tokens");
        Assert.StartsWith("/sign-in", nobody.Path, StringComparison.Ordinal);
    }

    private static string Secret(Browser browser) => browser.Page.QuerySelector(".message.good .secret")!.TextContent;

    private static string WithoutId(string payload)
    {
        var token = JsonNode.Parse(payload)!.AsObject();
        Assert.True(token.Remove("id"));
        return token.ToJsonString();
    }

    private static string Words(IEnumerable<IElement> elements) =>
        string.Join(' ', elements.SelectMany(element => element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private IElement Panel(string name, Browser? browser = null) => Assert.Single(Panels(name, browser));

    private List<IElement> Panels(string name, Browser? browser = null) =>
        [.. (browser ?? ada).Page.QuerySelectorAll("section.panel").Where(panel => panel.QuerySelector("h2")!.TextContent == name)];

    private string? Beside(string field) => ada.Page.QuerySelector($"[name={field}]")!.Closest(".field")!.QuerySelector(".wrong")?.TextContent;
}
