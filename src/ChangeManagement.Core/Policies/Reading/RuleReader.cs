using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Effects;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads a rule: its source, its condition and its effects.</summary>
internal static class RuleReader
{
    public static Rule Read(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a rule");
        var source = SourceReader.Read(map);
        var when = ConditionReader.When(map, known);
        var effects = Effects(map, known).ToImmutableArray();
        if (effects.IsEmpty && map.IsMap)
        {
            map.Fail("a rule must ask for something");
        }

        return new Rule(source, when, effects);
    }

    private static IEnumerable<Effect> Effects(YamlMap map, Vocabulary known) =>
    [
        .. map.Find("approvals").Each(item => Approval(item, known)).SelectMany(effects => effects),
        .. RequirementReader.Keys.SelectMany(each => map.Find(each.Key) is { } node
            ? RequirementReader.Read(node, each.Kind, known).Select(requirement => new RequirementAsked(requirement))
            : []),
        .. One(map.Find("windows"), node => new WindowAsked(node.Slots())),
        .. One(map.Find("implementers"), node => new ImplementersNamed(known.RolesOf(node))),
        .. One(map.Find("monitoring"), node => new MonitoringAsked(node.Elapsed())),
        .. One(map.Find("lead-time"), node => LeadTime(node, known)),
        .. One(map.Find("reject"), node => new Rejected(node.Text())),
        .. One(map.Find("refuse"), node => new Refused(node.Text())),
    ];

    private static LeadTimeExpected LeadTime(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a lead time");
        return new LeadTimeExpected(Time("review"), Time("approval"));

        Allowance Time(string key) => known.Allowance(map.Need(key)) ?? StageDefinition.UsualWithin;
    }

    private static IEnumerable<Effect> One(YamlNode? node, Func<YamlNode, Effect> read) => node is null ? [] : [read(node)];

    private static ImmutableArray<Effect> Approval(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("an approval");
        var stages = map.Need("stage")?.Names("stage", known.Stages) ?? [];
        var within = known.Allowance(map.Find("within"));
        var roles = map.Find("by") is { } by ? known.RolesOf(by) : [];
        var seats = map.Find("seats")?.Whole(1, 50) ?? 1;
        var chase = map.Find("chase")?.Name("chase plan", known.Chases);
        var before = map.Find("before")?.Word<Gate>("gate");
        if (roles.IsEmpty && within is null && chase is null)
        {
            map.Fail("an approval needs 'by'; or 'within' or 'chase' for the seats that other rules ask for");
        }

        return roles.IsEmpty
            ? [.. stages.Select(stage => new StageHurried(stage, within, chase))]
            : [.. stages.Select(stage => new SeatsAsked(stage, roles, seats, within, chase, before))];
    }
}
