using System.Text.RegularExpressions;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// Reads a reply in English, German or French (A4). An approval is one only if every word of what the person wrote belongs to one, so that a
/// condition, a question or a second thought never approves; a rejection needs its reason.
/// </summary>
public static class ReplyReader
{
    private const int MostCharacters = 64 << 10;

    /// <summary>What the person answers.</summary>
    /// <param name="text">The plain text of the mail, with its quote and signature.</param>
    /// <param name="name">The person's name, with which signatures begin.</param>
    public static Reply Read(string text, string name)
    {
        try
        {
            var written = ReplyText.Written(text.Length > MostCharacters ? text[..MostCharacters] : text, name);
            return Approves(written, name) ? new Reply.Approve()
                : Reason(written) is { } reason ? new Reply.Reject(reason)
                : ReplyWords.OutOfOffice().IsMatch(written) ? new Reply.Automatic()
                : new Reply.Unclear();
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody writes like that by hand.
            return new Reply.Unclear();
        }
    }

    private static bool Approves(string written, string name)
    {
        if (written.Contains('?') || ReplyWords.Doubt().IsMatch(written))
        {
            return false;
        }

        var phrases = ReplyWords.Cheer().Replace(written, "").Replace('’', '\'')
            .Split(['.', '!', ',', ';', ':', '\n', '–', '—'], StringSplitOptions.RemoveEmptyEntries)
            .Select(phrase => ReplyWords.Blanks().Replace(phrase, " ").Trim(' ', '*', '_', '"', '-'))
            .Where(phrase => phrase.Length > 0).ToList();
        return phrases.Exists(ReplyWords.Approval().IsMatch)
            && phrases.TrueForAll(phrase => ReplyWords.Approval().IsMatch(phrase) || ReplyWords.Pleasantry().IsMatch(phrase) || IsNameOf(phrase, name));
    }

    private static string? Reason(string written)
    {
        var rejection = ReplyWords.Rejection().Match(written.Replace('’', '\''));
        if (!rejection.Success)
        {
            return null;
        }

        var reason = rejection.Groups["reason"].Value.Trim();
        var isGiven = reason.Count(char.IsLetter) >= 3
            && TextRules.Objection(reason) is null
            && !reason.Split([',', '.', '!', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(ReplyWords.Pleasantry().IsMatch);
        // After "because" anything is a reason; after a full stop it may be a second thought.
        var isMeant = rejection.Groups["because"].Success || !(ReplyWords.SecondThought().IsMatch(reason) || ReplyWords.OfApproving().IsMatch(reason));
        return isGiven && isMeant ? reason : null;
    }

    private static bool IsNameOf(string phrase, string name) =>
        phrase.Equals(name, StringComparison.OrdinalIgnoreCase) || phrase.Equals(name.Split(' ')[0], StringComparison.OrdinalIgnoreCase);
}
