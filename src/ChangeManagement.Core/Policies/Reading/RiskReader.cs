using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads how risk is rated.</summary>
internal static class RiskReader
{
    /// <summary>The factors, which are needed before anything else, because each is a field too.</summary>
    public static ImmutableArray<RiskFactor> Factors(YamlNode? risk)
    {
        var factors = (risk as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Name == "factors")?.Value;
        return [.. factors.Named("factor").Select(entry =>
        {
            using var map = entry.Value.Map("a factor");
            var values = Values(map.Need("values"));
            if (values.IsEmpty)
            {
                map.Fail($"'{entry.Name}' needs at least one value");
            }

            return new RiskFactor(entry.Name, map.TextOrNull("title") ?? Phrases.Title(entry.Name), map.Text("source"), values);
        })];
    }

    public static Field FieldOf(RiskFactor factor) => new(
        factor.Name,
        FieldType.Choice,
        factor.Title,
        null,
        factor.Source,
        [.. factor.Values.Select(value => new FieldChoice(
            value.Name, value.Means.Length == 0 ? Phrases.Title(value.Name) : $"{Phrases.Title(value.Name)}: {value.Means}"))],
        ImmutableSortedDictionary<string, string>.Empty);

    public static RiskModel Model(YamlNode? node, ImmutableArray<RiskFactor> factors, Vocabulary known)
    {
        if (node is null)
        {
            return new RiskModel { Default = RiskLevel.Low };
        }

        using var map = node.Map("the risk");
        map.Find("factors");
        var model = new RiskModel
        {
            Default = map.Find("default")?.Word<RiskLevel>("risk level") ?? RiskLevel.Low,
            Declared = Declared(map.Find("declared"), known),
            Factors = factors,
            Method = map.Find("method")?.Word<RiskMethod>("method") ?? RiskMethod.Sum,
            Bands = map.Find("bands").Each(Band),
            SkipFor = map.Find("skip-for")?.Names("class", known.Classes) ?? [],
            Rules = map.Find("rules").Each(item => Rule(item, known)),
            Source = map.TextOrNull("source"),
        };
        CheckMethod(model, map);
        return model;
    }

    private static ImmutableArray<RiskValue> Values(YamlNode? node) => node switch
    {
        null => [],
        YamlMapping => [.. node.Named("value").Select(entry => Value(entry.Name, entry.Value))],
        _ => [.. node.Texts().Select(name => new RiskValue(name, null, ""))],
    };

    private static RiskValue Value(string name, YamlNode node)
    {
        if (node is YamlScalar { Value: var means })
        {
            return new RiskValue(name, null, means);
        }

        using var map = node.Map("a value");
        return new RiskValue(name, map.Find("score")?.Whole(0, 1000), map.TextOrNull("means") ?? "");
    }

    private static string? Declared(YamlNode? node, Vocabulary known)
    {
        var name = node?.Name("field", known.Fields.Keys);
        if (name is null || !known.Fields.TryGetValue(name, out var field))
        {
            return null;
        }

        foreach (var choice in field.Choices.Where(choice => !EnumWords<RiskLevel>.All.ContainsKey(choice.Id)))
        {
            node!.Fail($"'{name}' offers '{choice.Id}', which is no risk level{Nearest.Hint(choice.Id, EnumWords<RiskLevel>.All.Keys)}");
        }

        return name;
    }

    private static RiskBand Band(YamlNode node)
    {
        using var map = node.Map("a band");
        return new RiskBand(
            map.Need("from")?.Whole(0, 100_000) ?? 0,
            map.Need("to")?.Whole(0, 100_000) ?? 0,
            map.Need("level")?.Word<RiskLevel>("risk level") ?? RiskLevel.Critical);
    }

    private static RiskRule Rule(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a risk rule");
        return new RiskRule(
            ConditionReader.When(map, known), map.Need("level")?.Word<RiskLevel>("risk level") ?? RiskLevel.Critical, SourceReader.Read(map));
    }

    private static void CheckMethod(RiskModel model, YamlMap map)
    {
        if (model.Factors.IsEmpty || model.Factors.Any(factor => factor.Values.IsEmpty))
        {
            return;
        }

        var values = model.Factors.SelectMany(factor => factor.Values).ToArray();
        if (model.Method == RiskMethod.Highest)
        {
            foreach (var value in values.Where(value => !EnumWords<RiskLevel>.All.ContainsKey(value.Name)).DistinctBy(value => value.Name))
            {
                map.Fail($"by the method 'highest' every value is a risk level, which '{value.Name}' is not");
            }

            return;
        }

        if (values.Any(value => value.Score is null))
        {
            map.Fail("by the method 'sum' every value needs a 'score'");
            return;
        }

        var least = model.Factors.Sum(factor => factor.Values.Min(value => value.Score!.Value));
        var most = model.Factors.Sum(factor => factor.Values.Max(value => value.Score!.Value));
        var gap = Enumerable.Range(least, most - least + 1).FirstOrDefault(
            score => !model.Bands.Any(band => score >= band.From && score <= band.To), -1);
        if (gap >= 0)
        {
            map.Fail($"no band holds the score {gap}; the factors make {least} to {most}");
        }
    }
}
