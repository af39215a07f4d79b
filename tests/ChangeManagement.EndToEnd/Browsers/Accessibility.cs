using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Browsers;

/// <summary>What axe finds on a page: on a phone and on a screen, light and dark.</summary>
internal static class Accessibility
{
    private static readonly (int Width, ColorScheme Colours)[] Views =
        [(1280, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Dark), (390, ColorScheme.Light)];

    /// <summary>Fails with all that is found, and if the page is wider than its window; leaves the page as on a phone, light.</summary>
    public static async Task Check(IPage page)
    {
        foreach (var (width, colours) in Views)
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours });
            var found = (await page.RunAxe()).Violations;
            Assert.True(found.Length == 0, $"{width} px, {colours}: {string.Join("\n", found.Select(Words))}");
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                $"At {width} px the page is wider than its window.");
        }
    }

    private static string Words(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n{string.Join("\n", violation.Nodes.Select(node => $"  {node.Html}"))}";
}
