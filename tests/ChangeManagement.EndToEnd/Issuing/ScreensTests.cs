using ChangeManagement.EndToEnd.Approvals;
using ChangeManagement.EndToEnd.Browsers;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Issuing;

/// <summary>The page on which administrators issue and revoke tokens looks as somebody approved it, and everybody can use it.</summary>
public sealed class ScreensTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Empty_ItOffersTheFirstToken()
    {
        await using var scene = await Scene.Open(chromium);
        await scene.SignIn("ada");
        await scene.Page.GotoAsync("/tokens");
        await scene.Page.GetByText("Revoke it").ClickAsync();
        await scene.Press("Revoke the token");
        await IsAsApproved(scene, "empty");
    }

    [ChromiumFact]
    public async Task AnIssuedToken_ShowsItsSecret_AndOneClickTakesAllOfIt()
    {
        await using var scene = await Scene.Open(chromium);
        await Issue(scene, "Night build", "changes:read", "changes:write");
        await scene.Page.GetByText("Revoke it").First.ClickAsync();
        var secret = scene.Page.Locator(".secret");
        await secret.ClickAsync();
        Assert.Equal(await secret.InnerTextAsync(), await scene.Page.EvaluateAsync<string>("getSelection().toString()"));
        await secret.EvaluateAsync("secret => secret.textContent = '0'.repeat(64)");
        await IsAsApproved(scene, "issued");
    }

    [ChromiumFact]
    public async Task WhatIsWrong_StandsBesideItsField()
    {
        await using var scene = await Scene.Open(chromium);
        await Issue(scene, "Night build", "(admin)");
        await IsAsApproved(scene, "refused");
    }

    private static async Task Issue(Scene scene, string name, params string[] scopes)
    {
        await scene.SignIn("ada");
        await scene.Page.GotoAsync("/tokens");
        await scene.Page.GetByText("Issue a token").ClickAsync();
        await scene.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Name" }).FillAsync(name);
        await scene.Page.GetByLabel("Belongs to").SelectOptionAsync("system:pipeline");
        foreach (var scope in scopes)
        {
            await scene.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = scope }).CheckAsync();
        }

        await scene.Press("Issue the token");
    }

    private static async Task IsAsApproved(Scene scene, string name)
    {
        await Accessibility.Check(scene.Page);
        await Approved.Compare(scene.Page, $"tokens-{name}");
    }
}
