using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Policies.Reading;
using NodaTime;
using NodaTime.Text;

namespace ChangeManagement.Organisation;

/// <summary>Reads the directory file.</summary>
internal static class DirectoryReader
{
    public static PeopleDirectory Read(YamlNode root)
    {
        using var map = root.Map("the directory");
        var people = map.Need("people");
        string[] known = [.. (people as YamlMapping)?.Entries.Select(entry => entry.Name) ?? []];
        var rotas = map.Find("rotas").Named("rota").Select(entry => ReadRota(entry, known)).ToArray();
        var names = rotas.Select(rota => rota.Name).ToArray();
        return new PeopleDirectory(
            people.Named("person").Select(entry => ReadPerson(entry, known)).ByName(person => person.Id),
            map.Find("roles").Named("role").Select(entry => ReadRole(entry, known, names))
                .ByName(holding => holding.Role),
            rotas.Where(rota => rota.Shifts.Length > 0).ByName(rota => rota.Name));
    }

    private static Person ReadPerson(YamlEntry entry, string[] known)
    {
        using var map = entry.Value.Map("a person");
        return new Person(
            entry.Name,
            map.Text("name"),
            Address(map.Need("mail")),
            map.Find("teams") is { } teams ? Address(teams) : null,
            Other(map.Find("manager"), entry.Name, known),
            Other(map.Find("deputy"), entry.Name, known),
            map.Find("zone")?.Zone().Id,
            map.Find("out-of-office").Each(item => ReadAbsence(item, entry.Name, known)));
    }

    private static Absence ReadAbsence(YamlNode node, string person, string[] known)
    {
        using var map = node.Map("an absence");
        var (from, to) = (map.Need("from")?.Date() ?? default, map.Need("to")?.Date() ?? default);
        if (to < from)
        {
            map.Fail("the absence ends before it begins");
        }

        return new Absence(from, to, Other(map.Find("deputy"), person, known));
    }

    private static RoleHolding ReadRole(YamlEntry entry, string[] known, string[] rotas)
    {
        using var map = entry.Value.Map("a role");
        var holding = new RoleHolding(
            entry.Name,
            map.Find("held-by")?.Names("person", known) ?? [],
            map.Find("rota")?.Name("rota", rotas),
            map.Find("deputies")?.Names("person", known) ?? []);
        if (map.IsMap && holding is { HeldBy.Length: 0, Rota: null })
        {
            map.Fail($"nobody holds '{entry.Name}': add 'held-by' or 'rota'");
        }

        return holding;
    }

    private static Rota ReadRota(YamlEntry entry, string[] known)
    {
        using var map = entry.Value.Map("a rota");
        var shifts = map.Need("shifts").Each(item => ReadShift(item, known));
        if (map.IsMap && shifts.IsEmpty)
        {
            map.Fail($"'{entry.Name}' needs at least one shift");
        }

        return new Rota(
            entry.Name,
            map.Find("zone")?.Zone() ?? DateTimeZone.Utc,
            [.. shifts.Where(shift => shift.People.Length > 0).OrderBy(shift => shift.From)]);
    }

    private static Shift ReadShift(YamlNode node, string[] known)
    {
        using var map = node.Map("a shift");
        return new Shift(
            map.Need("from") is { } from ? HandOver(from) : default,
            map.Find("every") is { } every ? Days(every) : 7,
            map.Need("people")?.Names("person", known) ?? []);
    }

    private static LocalDateTime HandOver(YamlNode node)
    {
        var parsed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(node.Text());
        if (!parsed.Success)
        {
            node.Fail($"'{node.Label}' must be a local time such as 2026-01-05T09:00");
        }

        return parsed.Success ? parsed.Value : default;
    }

    private static int Days(YamlNode node)
    {
        if (node is YamlScalar scalar && scalar.Value.Split(' ') is [var count, "day" or "days"]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 365)
        {
            return days;
        }

        node.Fail($"'{node.Label}' must be a number of days such as 7 days");
        return 7;
    }

    private static string? Other(YamlNode? node, string person, string[] known)
    {
        var other = node?.Name("person", known);
        if (other == person)
        {
            node!.Fail($"'{person}' cannot be the {node.Label} of '{person}'");
        }

        return other;
    }

    private static string Address(YamlNode? node)
    {
        var address = node?.Text() ?? "";
        var looksRight = address.Split('@') is [{ Length: > 0 }, { Length: > 2 } domain] && domain.Contains('.') && !address.Any(char.IsWhiteSpace);
        if (address.Length > 0 && !looksRight)
        {
            node!.Fail($"'{address}' is no address; write it as name@example.com");
        }

        return address;
    }
}
