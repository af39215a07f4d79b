using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications;

/// <summary>Sends the message of an approval link once more, to its person's own address: whoever only holds the link does not get the code.</summary>
internal sealed class RequestsAgain(ApprovalLinks links, DirectMail mail, TimeProvider time)
{
    /// <summary>Sends it.</summary>
    /// <exception cref="InvalidOperationException">There is no such link.</exception>
    public async Task Send(string token, Change change, StageProgress stage, Person person, CancellationToken cancellation)
    {
        var link = await links.Find(token, cancellation) ?? throw new InvalidOperationException("There is no such link.");
        var secrets = await links.Open(link, cancellation);
        var now = time.GetUtcNow();
        mail.Send(new Message
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{change.Number}-again-{link.Stage}-{now.UtcTicks}-{person.Id}"),
            Kind = MessageKind.Request,
            To = person,
            Change = change.Number,
            Subject = Shortened.Line($"Your code: {change.Number} {change.Title}", ChangeMessages.LongestSubject),
            Headline = $"The page of this approval takes your code again: {Shown.Line(stage.Definition.Title)}.",
            Paragraphs = ["If you did not ask for this message, tell an administrator: somebody else holds your link and tries codes."],
            Facts = stage.Due is { } due ? [new MessageFact("Please answer until", LocalClock.Of(person).Words(due))] : [],
            Action = new MessageAction("Review", secrets.Path),
            Code = secrets.Code,
            At = now,
        });
    }
}
