using ChangeManagement.EndToEnd.Browsers;
using ChangeManagement.Testing.Hosting;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Approvals;

/// <summary>
/// A scanner that is a whole browser, as those of the large mail services are: it runs scripts, keeps cookies, fills in every field and presses
/// every button, in a real Chromium. Nothing is decided (A2).
/// </summary>
public sealed class ScannerTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Rounds = 8;

    [ChromiumFact]
    public async Task AScannerThatIsABrowser_ChangesNothing_AndItsPersonStillAnswers()
    {
        await using var scene = await Scene.Open(chromium);
        await scene.Submit(States.Change("medium"));
        var before = await Record(scene);
        var asked = await scene.Message("emil");
        var random = new Random(20260303);
        var pressed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await scene.Page.GotoAsync(asked.Path);
            for (var button = 0; button < await Buttons(scene).CountAsync(); button++)
            {
                await FillEverythingIn(scene.Page, round, random);
                // A form that the browser holds back is sent all the same.
                await scene.Page.EvaluateAsync("() => { for (const form of document.forms) form.noValidate = true; }");
                await Buttons(scene).Nth(button).ClickAsync();
                await scene.Page.WaitForLoadStateAsync(LoadState.Load);
                pressed++;
                await scene.Page.GotoAsync(asked.Path);
            }

            await FollowEveryLink(scene.Page, asked.Path);
        }

        await scene.Product.Settle();
        Assert.True(pressed >= Rounds, $"It pressed {pressed} buttons, so it shows nothing.");
        Assert.Equal(before, await Record(scene));

        await scene.Page.Context.ClearCookiesAsync();
        await scene.Page.GotoAsync(asked.Path);
        if (await scene.Page.GetByLabel("Code").CountAsync() == 0)
        {
            await scene.Press("Send me a new message");
        }

        await scene.Answer("Approve", asked.Code);
        Assert.Contains("You approved this", await scene.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static ILocator Buttons(Scene scene) => scene.Page.Locator("main button[type=submit]");

    /// <summary>Each round makes another choice; what is hidden is filled in, too.</summary>
    private static Task FillEverythingIn(IPage page, int round, Random random) => page.EvaluateAsync(
        """
        ([round, words]) => {
            const choices = [...document.querySelectorAll('main input[type=radio]')];
            if (choices.length > 0) choices[round % choices.length].checked = true;
            for (const field of document.querySelectorAll('main textarea, main input:not([type=radio]):not([type=hidden])')) field.value = words;
            for (const list of document.querySelectorAll('main select')) list.selectedIndex = list.options.length - 1;
        }
        """,
        new object[] { round, Words(random) });

    private static string Words(Random random) => new([.. Enumerable.Range(0, 6).Select(_ => (char)('A' + random.Next(26)))]);

    private static async Task FollowEveryLink(IPage page, string path)
    {
        await page.GotoAsync(path);
        foreach (var target in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(link => link.href)"))
        {
            await page.GotoAsync(target);
        }
    }

    private static async Task<string> Record(Scene scene) =>
        (await (await scene.Product.As("chen")).Get($"{Client.Changes}/{scene.Number}/history")).Body;
}
