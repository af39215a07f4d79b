using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications;

/// <summary>Sends the message of an approval link once more, to its person's own address: whoever only holds the link does not get the code.</summary>
internal sealed class RequestsAgain(ApprovalLinks links, IMail mail, TimeProvider time)
{
    /// <summary>Sends it.</summary>
    /// <exception cref="InvalidOperationException">There is no such link.</exception>
    public async Task Send(string token, Change change, StageProgress stage, Person person, CancellationToken cancellation)
    {
        var link = await links.Find(token, cancellation) ?? throw new InvalidOperationException("There is no such link.");
        var secrets = await links.Open(link, cancellation);
        var now = time.GetUtcNow();
        await mail.Deliver(
            [
                new MailMessage(
                    string.Create(CultureInfo.InvariantCulture, $"{change.Number}-again-{link.Stage}-{now.UtcTicks}-{person.Id}"),
                    person.Mail,
                    person.Name,
                    $"Your code: {change.Number} {change.Title}",
                    LocalClock.Of(person).Localize(
                        $"You are asked for an approval: {stage.Definition.Title}. The page takes this code again: {secrets.Code}. "
                        + $"Please answer until {stage.Due:yyyy-MM-dd HH:mm} UTC. If you did not ask for this message, tell an administrator: somebody "
                        + "else holds your link and tries codes."),
                    secrets.Path,
                    now),
            ],
            cancellation);
    }
}
