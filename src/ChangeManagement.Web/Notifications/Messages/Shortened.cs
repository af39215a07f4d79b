using System.Globalization;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>Texts that must not be longer than their place. Whoever reads them sees that something is missing.</summary>
public static class Shortened
{
    /// <summary>What stands at the end of a text that goes on elsewhere.</summary>
    public const string Rest = "… (shortened; the page shows all of it)";

    private const string Ellipsis = "…";

    /// <summary>One line of at most that many characters; nothing in it misleads (<see cref="Shown"/>).</summary>
    public static string Line(string text, int most) => Cut(Shown.Line(text).Trim(), most, Ellipsis);

    /// <summary>Several lines of at most that many characters, which end with <see cref="Rest"/> if more follows.</summary>
    public static string Text(string text, int most) => Cut(text, most, Rest);

    private static string Cut(string text, int most, string end)
    {
        if (text.Length <= most)
        {
            return text;
        }

        // Whole characters as people see them, so that no accent and no half of a pair is left over.
        var length = 0;
        while (length < text.Length
            && length + StringInfo.GetNextTextElementLength(text, length) is var next && next <= most - end.Length)
        {
            length = next;
        }

        return text[..length].TrimEnd() + end;
    }
}
