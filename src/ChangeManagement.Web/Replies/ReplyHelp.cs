using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Messages;
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
            var secrets = await links.Open(letter.Link, cancellation);
            mail.Send(HelpMessages.Of(letter.Person, letter.Key, topic, detail, change, secrets, at));
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
}
