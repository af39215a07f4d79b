using ChangeManagement.EndToEnd.Browsers;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications.Rendering;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Messages;

/// <summary>Mails as a phone and a desk show them, in light and dark. SCREENS=write in the environment renews the pictures in Screens.</summary>
public sealed class MailScreenTests(Chromium chromium, Samples samples) : IClassFixture<Chromium>, IClassFixture<Samples>
{
    private static readonly string[] KeptDark = ["request", "requested-again", "emergency", "digest"];

    [ChromiumFact]
    public async Task EveryMail_ReadsWellOnAPhoneInLightAndDark_AndAxeFindsNoViolation()
    {
        var bodies = new MailBodies(Told.Site, NullLoggerFactory.Instance);
        foreach (var isDark in (bool[])[false, true])
        {
            foreach (var width in (int[])[390, 1280])
            {
                var page = await chromium.Open(Told.Site.Root, width, isDark);
                foreach (var name in Samples.Names)
                {
                    await page.SetContentAsync((await bodies.Render(samples[name])).Html);
                    await AssertReadable(page, $"mail-{name}{(isDark ? "-dark" : "")}{(width == 390 ? "" : "-wide")}", keep: width == 390 && (!isDark || KeptDark.Contains(name)));
                }

                await page.Context.CloseAsync();
            }
        }
    }

    private static async Task AssertReadable(IPage page, string name, bool keep)
    {
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} is wider than the screen.");
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}: {string.Join("; ", found.Violations.Select(violation => $"{violation.Id}: {violation.Help}"))}");
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true });
        if (keep)
        {
            await Screens.Keep(name, picture);
        }
    }
}
