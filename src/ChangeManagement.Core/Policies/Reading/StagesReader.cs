using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads the stages of approval and how answers are chased.</summary>
internal static class StagesReader
{
    public static ImmutableArray<ChasePlan> Chases(YamlNode? node, Vocabulary known)
    {
        var plans = node.Named("chase plan").Select(entry => new ChasePlan(entry.Name, Steps(entry.Value, known))).ToImmutableArray();
        return plans.Any(plan => plan.Name == ChasePlan.UsualName) ? plans : [.. plans, ChasePlan.Usual];
    }

    public static ImmutableArray<StageDefinition> Stages(YamlNode? node, Vocabulary known) => [.. node.Named("stage").Select(entry =>
    {
        using var map = entry.Value.Map("a stage");
        return new StageDefinition(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.Find("before")?.Word<Gate>("gate") ?? Gate.Approve,
            known.Allowance(map.Find("within")) ?? StageDefinition.UsualWithin,
            map.Find("chase")?.Name("chase plan", known.Chases) ?? ChasePlan.UsualName,
            Quorum(map.Find("quorum")),
            map.Find("decided-by") is { } role ? known.Role(role) : null,
            map.Flag("verbal"),
            map.TextOrNull("source"))
        {
            Last = Last(map, known),
            EscalatesTo = map.Find("escalates-to") is { } roles ? [.. roles.Items().Select(known.Role)] : [],
            RecordedBy = map.Find("recorded-by") is { } recorders ? known.RolesOf(recorders) : null,
        };
    })];

    private static string? Last(YamlMap map, Vocabulary known)
    {
        if (map.Find("last") is not { } role)
        {
            return null;
        }

        if (map.Find("decided-by") is not null || Quorum(map.Find("quorum")) is not null)
        {
            role.Fail("a stage with a seat that answers 'last' needs every seat; leave 'quorum' and 'decided-by' out");
        }

        return known.Role(role);
    }

    private static int? Quorum(YamlNode? node) =>
        node is null or YamlScalar { Value: "all" } ? null : node.Whole(1, 100);

    private static ImmutableArray<Chase> Steps(YamlNode node, Vocabulary known)
    {
        var steps = node.Each(item => Step(item, known));
        var fractions = steps.Select(step => step.Fraction ?? double.MaxValue).ToArray();
        if (!fractions.SequenceEqual(fractions.Order()))
        {
            node.Fail("the steps of a chase plan stand in order of time, 'after' last");
        }

        return steps;
    }

    private static Chase Step(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a step of a chase plan");
        var (at, after) = (map.Find("at"), map.Find("after"));
        if (at is null == after is null)
        {
            map.Fail("a step says either 'at', a part of the time allowed, or 'after', a time beyond it");
        }

        return new Chase(
            at is null ? null : Fraction(at), known.Allowance(after), map.Need("do")?.Word<ChaseStep>("step") ?? ChaseStep.Remind);
    }

    private static double Fraction(YamlNode node)
    {
        if (node is YamlScalar { Value: [.. var digits, '%'] }
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100)
        {
            return percent / 100.0;
        }

        node.Fail("write a part of the time allowed as 50%, from 1% to 100%");
        return 1;
    }
}
