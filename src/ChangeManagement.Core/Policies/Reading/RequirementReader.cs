using System.Collections.Immutable;

namespace ChangeManagement.Policies.Reading;

/// <summary>
/// Reads requirements of all kinds. An item is a title, a strength or a map; <c>items</c> share what their group says; a list holds
/// several groups.
/// </summary>
internal static class RequirementReader
{
    /// <summary>The keys of a rule, and what they ask for.</summary>
    public static ImmutableArray<(string Key, RequirementKind Kind)> Keys { get; } =
    [
        ("fields", RequirementKind.Field),
        ("criteria", RequirementKind.Criterion),
        ("tests", RequirementKind.Test),
        ("checklist", RequirementKind.Check),
        ("evidence", RequirementKind.Evidence),
        ("verification", RequirementKind.Verification),
        ("documentation", RequirementKind.Documentation),
        ("review", RequirementKind.Review),
        ("duties", RequirementKind.Duty),
    ];

    public static IEnumerable<Requirement> Read(YamlNode node, RequirementKind kind, Vocabulary known) => kind switch
    {
        RequirementKind.Field or RequirementKind.Test or RequirementKind.Evidence or RequirementKind.Duty =>
            Items(node, new Requirement { Kind = kind, Name = "", Title = "", Before = UsualGate(kind), Because = [] }, known),
        _ => node.Items().SelectMany(group => Group(group, kind, known)),
    };

    private static ImmutableArray<Requirement> Group(YamlNode node, RequirementKind kind, Vocabulary known)
    {
        using var map = node.Map("a group of items");
        var shared = Details(map, new Requirement { Kind = kind, Name = "", Title = "", Before = UsualGate(kind), Because = [] }, known);
        return map.Need("items") is { } items ? [.. Items(items, shared, known)] : [];
    }

    private static IEnumerable<Requirement> Items(YamlNode node, Requirement shared, Vocabulary known)
    {
        foreach (var entry in shared.Kind == RequirementKind.Field ? node.Entries() : node.Named("requirement"))
        {
            if (shared.Kind == RequirementKind.Field)
            {
                entry.Key.Name("field", known.Fields.Keys);
            }

            yield return Item(entry, shared with { Name = entry.Name }, known);
        }
    }

    private static Requirement Item(YamlEntry entry, Requirement shared, Vocabulary known)
    {
        if (entry.Value is YamlScalar { Value: "" })
        {
            return shared;
        }

        if (entry.Value is YamlScalar)
        {
            return shared.Kind is RequirementKind.Field or RequirementKind.Test
                ? shared with { Strength = entry.Value.Word<Strength>("strength") }
                : shared with { Title = entry.Value.Text() };
        }

        using var map = entry.Value.Map("a requirement");
        return Details(map, shared, known) with { Title = map.TextOrNull("title") ?? shared.Title };
    }

    private static Requirement Details(YamlMap map, Requirement shared, Vocabulary known)
    {
        var detailed = shared with
        {
            Before = map.Find("before")?.Word<Gate>("gate") ?? shared.Before,
            Strength = map.Find("strength")?.Word<Strength>("strength") ?? shared.Strength,
            Owner = map.Find("owner") is { } owner ? known.Role(owner) : shared.Owner,
            Within = known.Allowance(map.Find("within")) ?? shared.Within,
            ClockStarts = map.Find("from")?.Word<ClockStart>("start of the clock") ?? shared.ClockStarts,
            Criteria = map.TextOrNull("criteria") ?? shared.Criteria,
            KeptOnly = map.Find("kept-only")?.Flag() ?? shared.KeptOnly,
        };
        return shared.Kind switch
        {
            RequirementKind.Test => detailed with
            {
                Environment = map.TextOrNull("environment") ?? shared.Environment,
                Coverage = map.Find("coverage")?.Whole(1, 100) ?? shared.Coverage,
            },
            RequirementKind.Evidence or RequirementKind.Documentation or RequirementKind.Duty => detailed with
            {
                Parts = map.Find("parts")?.Texts() ?? shared.Parts,
            },
            _ => detailed,
        };
    }

    private static Gate UsualGate(RequirementKind kind) => kind switch
    {
        RequirementKind.Field => Gate.Submit,
        RequirementKind.Criterion or RequirementKind.Evidence => Gate.Approve,
        RequirementKind.Test or RequirementKind.Check => Gate.Implement,
        _ => Gate.Close,
    };
}
