using System.Diagnostics;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Pages.Approvals;

namespace ChangeManagement.Web.Replies;

/// <summary>Tells a person, at the address that the directory knows, why their mail decided nothing: each reason once for each approval.</summary>
internal sealed class ReplyHelp(DirectMail mail, ApprovalLinks links, ChangeDesk desk, AnsweredReplies answered)
{
    /// <summary>Tells it, unless it was told before.</summary>
    /// <param name="detail">Why, where the topic does not say it all.</param>
    public async Task Explain(Letter letter, HelpTopic topic, string detail, CancellationToken cancellation)
    {
        if (await desk.Find(letter.Link.Number, cancellation) is { } change
            && await answered.TellOnce(letter, topic, cancellation) is { } at)
        {
            var message = Of(letter, topic, detail, change, await links.Open(letter.Link, cancellation), at);
            mail.Send(message);
        }
    }

    /// <summary>Why an approval that stands so takes no answer.</summary>
    public static string WordsFor(Standing standing, Change change) => standing switch
    {
        Standing.DecidedByMe { Answer: var mine } =>
            $"You {(mine.Approves ? "approved" : "rejected")} it at {mine.At:yyyy-MM-dd HH:mm} UTC, and that is what counts.",
        Standing.Decided => "It was decided before your mail arrived.",
        Standing.Expired => "The answers did not come in time, and the request has expired.",
        Standing.Withdrawn => "It was withdrawn in the meantime.",
        Standing.OnHold => "It is on hold. Answer again when it goes on.",
        Standing.Superseded => "It was amended after you were asked. Answer the newer message, which shows the difference.",
        Standing.NotAsked => "You are no longer asked for it, or somebody else answered in your place.",
        // The page says more, and a mail that cannot be explained would come again for three days.
        _ => $"It is not waiting for your answer; it is {change.State.Name} now.",
    };

    /// <summary>The message. Pure.</summary>
    private static Message Of(Letter letter, HelpTopic topic, string detail, Change change, ApprovalSecrets secrets, DateTimeOffset at) => new()
    {
        Key = $"help-{Tokens.HashOf(letter.Key)[..16]}-{topic.ToString().ToLowerInvariant()}",
        Kind = MessageKind.Help,
        To = letter.Person,
        Change = change.Number,
        Subject = $"Nothing was decided by your mail: {change.Number} {change.Title}",
        Headline = topic switch
        {
            HelpTopic.Unclear => "Your mail was not understood, so nothing was decided by it.",
            HelpTopic.Unproven => "A mail arrived in your name, and nothing proves that you sent it, so nothing was decided by it.",
            HelpTopic.TooLate or HelpTopic.Refused => $"Nothing was decided by your mail. {LocalClock.Of(letter.Person).Localize(detail)}",
            HelpTopic.SignIn => "This approval asks you to sign in, so nothing was decided by your mail.",
            _ => throw new UnreachableException(),
        },
        Paragraphs = topic switch
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
        },
        Action = new MessageAction("Review", secrets.Path),
        Code = secrets.Code,
        ReplyKey = topic is HelpTopic.Unclear ? secrets.ReplyKey : null,
        At = at,
    };
}

/// <summary>What people are told when a mail of theirs decides nothing.</summary>
internal enum HelpTopic
{
    /// <summary>It was not understood.</summary>
    Unclear,

    /// <summary>Nothing proves that they sent it.</summary>
    Unproven,

    /// <summary>The approval takes no answer any more.</summary>
    TooLate,

    /// <summary>The register refused it.</summary>
    Refused,

    /// <summary>The policy wants them to sign in at that risk.</summary>
    SignIn,
}
