using System.Globalization;
using System.Text;

namespace ChangeManagement.Web.Pages.Shell;

/// <summary>Text of others as it may be shown: characters that would reorder or hide what stands beside it are made visible.</summary>
public static class Shown
{
    private const char Replacement = '\uFFFD';

    /// <summary>Several lines.</summary>
    public static string Text(string text) => text.Any(Misleads) ? string.Concat(text.Select(Visible)) : text;

    /// <summary>One line: line ends become spaces.</summary>
    public static string Line(string text) => Text(text).ReplaceLineEndings(" ");

    /// <summary>A name of the product or a policy as a phrase: <c>awaiting-approval</c> becomes <c>Awaiting approval</c>.</summary>
    public static string Phrase(string name)
    {
        if (name.Length == 0)
        {
            return name;
        }

        var words = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            words.Append(letter is '-' or '_' ? ' ' : letter);
        }

        words[0] = char.ToUpper(words[0], CultureInfo.InvariantCulture);
        return words.ToString();
    }

    /// <summary>A member of a closed set as a phrase: <c>IfApplicable</c> becomes <c>If applicable</c>.</summary>
    public static string Phrase(Enum value) => Phrase(string.Concat(value.ToString()
        .Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString())));

    private static char Visible(char character) => Misleads(character) ? Replacement : character;

    /// <summary>Directional embeddings, overrides, isolates and marks, and control characters other than line ends and tabs.</summary>
    private static bool Misleads(char character) => character
        is >= '\u202A' and <= '\u202E'
        or >= '\u2066' and <= '\u2069'
        or '\u200E' or '\u200F' or '\u061C'
        || (char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
}
