using System.Collections.Immutable;
using ChangeManagement.Calendars;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads what a policy says of itself: reviews, signatures, revisions, controls, notifications, calendar and board.</summary>
internal static class HeaderReader
{
    public static ReviewDates Reviews(YamlNode? node, Vocabulary known)
    {
        if (node is null)
        {
            return new ReviewDates(null, null, null);
        }

        using var map = node.Map("the reviews");
        return new ReviewDates(
            map.Find("last")?.Date(), map.Find("next")?.Date(), map.TextOrNull("cycle"), map.Find("by")?.Name("role", known.Roles));
    }

    public static ImmutableArray<SignOff> SignOff(YamlNode? node) => node.Each(item =>
    {
        using var map = item.Map("a sign-off");
        return new SignOff(map.Text("role"), map.TextOrNull("name"), map.Find("date")?.Date());
    });

    public static ImmutableArray<Revision> Revisions(YamlNode? node) => node.Each(item =>
    {
        using var map = item.Map("a revision");
        return new Revision(map.Text("version"), map.Find("date")?.Date(), map.TextOrNull("author"), map.Text("changes"));
    });

    public static ImmutableArray<Control> Compliance(YamlNode? node) => node.Each(item =>
    {
        using var map = item.Map("a control");
        return new Control(map.Text("control"), map.Text("title"));
    });

    public static Notifications Notifications(YamlNode? node, Vocabulary known)
    {
        if (node is null)
        {
            return new Notifications([], [], null);
        }

        using var map = node.Map("the notifications");
        return new Notifications(
            map.Find("channels")?.Names("channel", ["email", "slack", "teams"]) ?? [],
            map.Find("recipients") is { } roles ? known.RolesOf(roles) : [],
            map.TextOrNull("source"));
    }

    /// <summary>Without a calendar of its own a policy works Monday to Friday, 09:00 to 17:00 in its zone.</summary>
    public static BusinessCalendar Calendar(YamlNode? zone, YamlNode? node)
    {
        var usual = new BusinessCalendar
        {
            Zone = zone?.Zone() ?? NodaTime.DateTimeZone.Utc,
            Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            Opens = new TimeOnly(9, 0),
            Closes = new TimeOnly(17, 0),
        };
        if (node is null)
        {
            return usual;
        }

        using var map = node.Map("the calendar");
        var (opens, closes) = map.Find("hours")?.Hours() ?? (usual.Opens, usual.Closes);
        return usual with
        {
            Days = map.Find("days")?.Days() is { IsEmpty: false } days ? days : usual.Days,
            Opens = opens,
            Closes = closes,
            Holidays = map.Find("holidays").Each(Holiday),
            Source = map.TextOrNull("source"),
            Reason = map.TextOrNull("reason"),
        };
    }

    public static Board? Board(YamlNode? node)
    {
        if (node is null)
        {
            return null;
        }

        using var map = node.Map("the board");
        var meets = map.Need("meets");
        var slots = meets?.Slots() ?? [];
        if (slots.Length > 1)
        {
            meets!.Fail("a board meets on one day of the week");
        }

        return new Board(map.Text("name"), slots.FirstOrDefault(), map.TextOrNull("source"))
        {
            EmergencyWithin = map.Find("emergency-within")?.Elapsed(),
            Agenda = map.Find("agenda")?.Texts() ?? [],
        };
    }

    public static ImmutableArray<Freeze> Freezes(YamlNode? node) => node.Each(item =>
    {
        using var map = item.Map("a freeze");
        var (name, source) = (map.Text("name"), map.TextOrNull("source"));
        var (from, to, last) = (map.Find("from"), map.Find("to"), map.Find("last-days-of-month"));
        if (last is not null && from is null && to is null)
        {
            return new Freeze.EndOfMonth(name, last.Whole(1, 31), source);
        }

        if (from is null || to is null || last is not null)
        {
            item.Fail("a freeze has either 'from' and 'to' or 'last-days-of-month'");
            return (Freeze)new Freeze.Dates(name, default, default, source);
        }

        var dates = new Freeze.Dates(name, from.Date(), to.Date(), source);
        if (dates.To < dates.From)
        {
            to.Fail("the freeze ends before it begins");
        }

        return dates;
    });

    private static Holiday Holiday(YamlNode node)
    {
        using var map = node.Map("a holiday");
        return new Holiday(map.Need("date")?.Date() ?? default, map.Text("name"));
    }
}
