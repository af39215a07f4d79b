using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Browsers;

/// <summary>
/// Pages that somebody has looked at and approved: a picture for people, and beside it what assistive technology is told, which is what the
/// tests compare, because pictures differ with the fonts of a machine. SCREENS=write writes both anew: look at them before you commit them.
/// </summary>
internal static partial class Approved
{
    private static readonly bool IsApproving = Environment.GetEnvironmentVariable("SCREENS") == "write";

    /// <summary>Compares the page with the approved one of that name.</summary>
    public static async Task Compare(IPage page, string name)
    {
        var links = Secrets().Replace(await page.Locator("main").AriaSnapshotAsync(), "/approvals/…");
        var described = TypedCodes().Replace(links, ": (a code)").ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(Folder(), name);
        if (IsApproving)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{file}.png", FullPage = true });
            await File.WriteAllTextAsync($"{file}.yml", described);
        }

        Assert.True(File.Exists($"{file}.yml"), $"Nobody approved '{name}' yet: run the test with SCREENS=write, look at Screens/{name}.png, and commit it.");
        Assert.Equal((await File.ReadAllTextAsync($"{file}.yml")).ReplaceLineEndings("\n"), described);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Screens");

    [GeneratedRegex("/approvals/[A-Za-z0-9_-]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secrets();

    [GeneratedRegex(": [2-9A-Z]{6}$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypedCodes();
}
