using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>An answer by mail decided nothing.</summary>
public static class HelpMessages
{
    private const int MostOfTitle = 120;

    /// <summary>The message that says why, and how to answer instead.</summary>
    /// <param name="why">Why it decided nothing, in a sentence of the product.</param>
    /// <param name="secrets">Of the link that was answered.</param>
    /// <param name="mayReply">True if another answer by mail can decide.</param>
    public static Message Of(Person person, Change change, ApprovalSecrets secrets, string why, bool mayReply, DateTimeOffset now) => new()
    {
        Key = $"help-{Identity.Tokens.HashOf(secrets.Token)}",
        Kind = MessageKind.Help,
        To = person,
        Change = change.Number,
        Subject = Shortened.Line($"Nothing was decided: {change.Number} {change.Title}", ChangeMessages.LongestSubject),
        Headline = $"Your answer about “{Shortened.Line(change.Title, MostOfTitle)}” decided nothing.",
        Paragraphs = [Shown.Text(why), .. HowTo(mayReply)],
        Action = new MessageAction("Review", secrets.Path),
        Code = secrets.Code,
        ReplyKey = mayReply ? secrets.ReplyKey : null,
        At = now,
    };

    private static ImmutableArray<string> HowTo(bool mayReply) => mayReply
        ? ["Begin your answer with “approve”, or with “reject because” and the reason, above the quoted text; or answer on the page. This help comes once."]
        : ["Please answer on the page. This help comes once."];
}
