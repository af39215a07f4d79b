using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Waiting;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What waits for a person, once a day.</summary>
public static class DigestMessages
{
    private const int MostOfTitle = 120;

    /// <summary>The message of a day.</summary>
    /// <param name="items">As the waiting page shows them, the oldest deadline first; at least one.</param>
    /// <param name="isComplete">False if more waits than is listed.</param>
    public static Message Of(Person person, IReadOnlyList<WaitingItem> items, bool isComplete, DateTimeOffset now)
    {
        var clock = LocalClock.Of(person);
        var count = items.Count == 1 ? "One thing waits for you" : $"{items.Count} things wait for you";
        var late = items.Count(item => item.Kind is not WaitingKind.Work && item.Due <= now) switch
        {
            0 => "",
            1 when items.Count == 1 => ": it is overdue",
            1 => ": one is overdue",
            var several => $": {several} are overdue",
        };
        return new Message
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"digest-{Dates.In(now, person.Zone):yyyy-MM-dd}-{person.Id}"),
            Kind = MessageKind.Digest,
            To = person,
            Subject = count + late,
            Headline = $"{count}{late}.",
            Paragraphs = isComplete ? [] : ["More waits than is listed here; the page shows it once these are done."],
            Items = [.. items.Select(item => ItemOf(item, clock, now))],
            Action = new MessageAction("Open what waits", "/waiting"),
            At = now,
        };
    }

    private static MessageItem ItemOf(WaitingItem item, LocalClock clock, DateTimeOffset now) => new(
        Shown.Line(item.What),
        $"{item.Change.Number} {Shortened.Line(item.Change.Title, MostOfTitle)}, risk {Lower(item.Change.Assessment.Risk.Level)}{Due(item, clock, now)}",
        item.Path);

    private static string Due(WaitingItem item, LocalClock clock, DateTimeOffset now) => item switch
    {
        { Due: null } => "",
        { Kind: WaitingKind.Work, Due: { } planned } => $"\nPlanned {clock.Words(planned)}",
        { Due: { } due } => $"\n{(due <= now ? "Overdue since" : "Due")} {clock.Words(due)}",
    };

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
