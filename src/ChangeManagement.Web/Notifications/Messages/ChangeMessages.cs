using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What a person is told of a change.</summary>
internal static class ChangeMessages
{
    /// <summary>The message of a notice to one person.</summary>
    public static Message Of(Notice notice, Person person, Change change, Circumstances circumstances, StoredEvent cause, ApprovalSecrets? secrets) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{change.Number}-{cause.Seq}-{person.Id}"),
        Kind = notice.Stage is null ? MessageKind.Update : MessageKind.Request,
        To = person,
        Change = change.Number,
        Subject = $"{notice.What}: {change.Number} {change.Title}",
        Headline = LocalClock.Of(person).Localize(notice.Text),
        Action = secrets is null ? new MessageAction("Open", $"/changes/{change.Number}") : new MessageAction("Review", secrets.Path),
        Code = secrets?.Code,
        ReplyKey = secrets?.ReplyKey,
        At = cause.At,
    };
}
