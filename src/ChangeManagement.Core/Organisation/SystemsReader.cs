using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Organisation;

/// <summary>Reads the systems file.</summary>
internal static class SystemsReader
{
    public static Systems Read(YamlNode root, IReadOnlyCollection<string> people)
    {
        using var map = root.Map("the systems file");
        var systems = map.Need("systems");
        string[] known = [.. (systems as YamlMapping)?.Entries.Select(entry => entry.Name) ?? []];
        return new Systems(systems.Named("system")
            .Select(entry => ReadSystem(entry, known, people))
            .ByName(system => system.Id));
    }

    private static ManagedSystem ReadSystem(YamlEntry entry, string[] known, IReadOnlyCollection<string> people)
    {
        using var map = entry.Value.Map("a system");
        var dependsOn = map.Find("depends-on")?.Names("system", known) ?? [];
        if (dependsOn.Contains(entry.Name))
        {
            entry.Key.Fail($"'{entry.Name}' cannot depend on itself");
        }

        return new ManagedSystem(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.Need("owner")?.Name("person", people) ?? "",
            map.Find("deputy")?.Name("person", people),
            map.Need("criticality")?.Word<Criticality>("criticality") ?? Criticality.Critical,
            dependsOn,
            map.Find("tenants")?.Texts() ?? []);
    }
}
