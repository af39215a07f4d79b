using System.Diagnostics;
using System.Text.Json;
using ChangeManagement.EndToEnd.Browsers;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications.Rendering;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Messages;

/// <summary>Cards as the official renderer of Adaptive Cards understands and shows them; it comes from npm.</summary>
public sealed class CardScreenTests(Chromium chromium, Samples samples) : IClassFixture<Chromium>, IClassFixture<Samples>
{
    private const string Show =
        """
        json => {
          const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_4);
          const card = new AdaptiveCards.AdaptiveCard();
          card.hostConfig = new AdaptiveCards.HostConfig({
            fontFamily: 'Segoe UI, Noto Sans, sans-serif', supportsInteractivity: true,
            containerStyles: { accent: { backgroundColor: '#dce8fc' }, warning: { backgroundColor: '#fdecc8' }, attention: { backgroundColor: '#fbdedb' }, emphasis: { backgroundColor: '#e8ebf0' } },
          });
          card.parse(JSON.parse(json), context);
          const shown = card.render();
          document.body.replaceChildren(shown);
          const problems = card.validateProperties().validationEvents.map(event => event.message);
          for (let each = 0; each < context.eventCount; each++) problems.push(context.getEventAt(each).message);
          return JSON.stringify({ problems, text: shown.innerText, links: shown.querySelectorAll('a, img, script').length });
        }
        """;

    [ChromiumFact(needsNpm: true)]
    public async Task EveryCard_IsValidForTheOfficialRenderer_AndShowsHostileTextAsText()
    {
        var script = await Renderer();
        var page = await chromium.Open(Told.Site.Root);
        await page.SetContentAsync("<!DOCTYPE html><html lang='en'><head><title>Card</title></head><body style='margin:8px;overflow-wrap:anywhere'></body></html>");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = script });
        foreach (var name in Samples.Names)
        {
            var card = TeamsCard.Of(samples[name], Told.Site).ToJsonString();
            using var shown = JsonDocument.Parse(await page.EvaluateAsync<string>(Show, card));
            Assert.Empty(shown.RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
            Assert.Equal(0, shown.RootElement.GetProperty("links").GetInt32());
            if (name == "hostile")
            {
                var text = shown.RootElement.GetProperty("text").GetString()!.Replace("\u2060", "", StringComparison.Ordinal);
                Assert.Contains(Hostile.Text.Replace('\u202E', '\uFFFD'), text, StringComparison.Ordinal);
            }

            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} is wider than the screen.");
            await Screens.Keep($"card-{name}", await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true }));
        }
    }

    /// <summary>Installs the renderer beside the tests, once.</summary>
    private static async Task<string> Renderer()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Messages");
        var script = Path.Combine(folder, "node_modules", "adaptivecards", "dist", "adaptivecards.min.js");
        if (!File.Exists(script))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"])
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var (said, complained) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            Assert.True(npm.ExitCode == 0, $"npm could not install the renderer of cards: {await said} {await complained}");
        }

        return script;
    }
}
