using System.Net;
using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Replies;

/// <summary>What a reply that comes as HTML alone says above its quote.</summary>
internal static partial class HtmlText
{
    private const RegexOptions Tags = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline;
    private const int Limit = 1000;

    /// <summary>The text; empty if nobody could read it in time.</summary>
    public static string Of(string html)
    {
        try
        {
            var shown = Hidden().Replace(html, "");
            var above = Quote().Match(shown) is { Success: true } quote ? shown[..quote.Index] : shown;
            return WebUtility.HtmlDecode(Tag().Replace(Break().Replace(Blanks().Replace(above, " "), "\n"), ""));
        }
        catch (RegexMatchTimeoutException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"<!--.*?-->|<(?<name>style|script|head|title)\b.*?</\k<name>\s*>", Tags, Limit)]
    private static partial Regex Hidden();

    [GeneratedRegex(
        @"<blockquote\b|<hr\b|<div[^>]{0,300}(gmail_quote|divRplyFwdMsg|appendonsend|yahoo_quoted|moz-cite-prefix|OutlookMessageHeader|border-top:\s*solid #[be][0-9a-f]{5})",
        Tags, Limit)]
    private static partial Regex Quote();

    [GeneratedRegex(@"<(br|/p|/div|/li|/tr|/h[1-6]|p|div)\b[^>]*>", Tags, Limit)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>", Tags, Limit)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\r\n\t ]+", Tags, Limit)]
    private static partial Regex Blanks();
}
