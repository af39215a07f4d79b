using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Pages.Waiting;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What waits for a person, once a day.</summary>
public static class DigestMessages
{
    /// <summary>The message of a day.</summary>
    public static Message Of(Person person, IReadOnlyList<WaitingItem> items, bool isComplete, DateTimeOffset now) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"digest-{Dates.In(now, person.Zone):yyyy-MM-dd}-{person.Id}"),
        Kind = MessageKind.Digest,
        To = person,
        Subject = items.Count == 1 ? "One thing waits for you" : $"{items.Count} things wait for you",
        Headline = isComplete ? "This waits for you." : "This waits for you, and more.",
        Items = [.. items.Select(item => new MessageItem(item.What, item.Change.Number, item.Path))],
        Action = new MessageAction("Open what waits", "/waiting"),
        At = now,
    };
}
