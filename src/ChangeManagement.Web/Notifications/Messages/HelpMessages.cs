using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>An answer by mail decided nothing.</summary>
public static class HelpMessages
{
    private const int KeyLength = 16;

    /// <summary>The message that says why, and how to answer instead. Pure.</summary>
    /// <param name="letterKey">Tells the mail from others.</param>
    /// <param name="detail">Why, where the topic does not say it all.</param>
    /// <param name="secrets">Of the link that was answered.</param>
    public static Message Of(
        Person person, string letterKey, HelpTopic topic, string detail, Change change, ApprovalSecrets secrets, DateTimeOffset at) => new()
    {
        Key = $"help-{Tokens.HashOf(letterKey)[..KeyLength]}-{topic.ToString().ToLowerInvariant()}",
        Kind = MessageKind.Help,
        To = person,
        Change = change.Number,
        Subject = Shortened.Line($"Nothing was decided by your mail: {change.Number} {change.Title}", ChangeMessages.LongestSubject),
        Headline = topic switch
        {
            HelpTopic.Unclear => "Your mail was not understood, so nothing was decided by it.",
            HelpTopic.Unproven => "A mail arrived in your name, and nothing proves that you sent it, so nothing was decided by it.",
            HelpTopic.TooLate or HelpTopic.Refused => $"Nothing was decided by your mail. {Shown.Text(LocalClock.Of(person).Localize(detail))}",
            HelpTopic.SignIn => "This approval asks you to sign in, so nothing was decided by your mail.",
            _ => throw new UnreachableException(),
        },
        Paragraphs = HowTo(topic),
        Action = new MessageAction("Review", secrets.Path),
        Code = secrets.Code,
        ReplyKey = topic is HelpTopic.Unclear ? secrets.ReplyKey : null,
        At = at,
    };

    private static ImmutableArray<string> HowTo(HelpTopic topic) => topic switch
    {
        HelpTopic.Unclear =>
        [
            "To approve, answer with the one word: approve",
            "To reject, say why: reject because the rollback plan is missing",
            "Write it above the quoted message. For conditions or a question use the page.",
        ],
        HelpTopic.Unproven =>
        [
            "If you sent it, use the page instead: your mail system does not sign for your address (DKIM), or the signature did not survive the way. "
            + "If you did not send it, tell your administrator.",
        ],
        _ => ["The page shows how it stands."],
    };
}
