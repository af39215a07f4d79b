using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeManagement.Policies.Effects;

/// <summary>What holds for all shipped policies, any of their rules in any order: FsCheck looks for the exception.</summary>
public sealed class MergingProperties
{
    private static readonly ImmutableArray<string> PolicyIds =
        ["advisory-board", "build-os", "gateway-operations", "priority-approval", "security-officer"];

    /// <summary>A policy, a class of it, and a seed that picks and orders rules.</summary>
    private static readonly Arbitrary<(string Policy, int Class, int Seed)> Cases = (
        from policy in Gen.Elements(PolicyIds.AsEnumerable())
        from name in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (policy, name, seed)).ToArbitrary();

    [Fact]
    public void OrderOfTheRules_DoesNotMatter() => Prop.ForAll(Cases, each =>
    {
        var rules = SomeRules(each.Policy, each.Seed);
        var shuffled = rules.ToArray();
        new System.Random(each.Seed + 1).Shuffle(shuffled);

        return Demands(Under(each, rules)).SetEquals(Demands(Under(each, [.. shuffled])));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ARuleTwice_IsTheRuleOnce() => Prop.ForAll(Cases, each =>
    {
        var rules = SomeRules(each.Policy, each.Seed);

        return Demands(Under(each, rules)).SetEquals(Demands(Under(each, [.. rules, .. rules])));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnotherRule_NeverMakesItLaxer() => Prop.ForAll(Cases, each =>
    {
        var rules = SomeRules(each.Policy, each.Seed);
        var (fewer, more) = (Under(each, rules[1..]), Under(each, rules));

        return fewer.Requirements.All(asked => more.Requirements.Any(other => IsAtLeastAsStrict(other, asked)))
            && fewer.Stages.All(asked => more.Stages.Any(other => IsAtLeastAsStrict(other, asked)))
            && fewer.Windows.Length <= more.Windows.Length
            && fewer.Rejections.Length <= more.Rejections.Length
            && fewer.Refusals.Length <= more.Refusals.Length
            && fewer.Monitoring <= more.Monitoring;
    }).QuickCheckThrowOnFailure();

    private static bool IsAtLeastAsStrict(Requirement other, Requirement asked) =>
        (other.Kind, other.Name) == (asked.Kind, asked.Name)
        && other.Strength >= asked.Strength
        && (!asked.Blocks || other.Before <= asked.Before)
        && (asked.Within is null || (other.Within is not null && IsNoLonger(other.Within, asked.Within)))
        && (asked.Coverage ?? 0) <= (other.Coverage ?? 0)
        && asked.Parts.All(part => other.Parts.Contains(part));

    private static bool IsAtLeastAsStrict(ApprovalStage other, ApprovalStage asked) =>
        other.Name == asked.Name
        && other.Before <= asked.Before
        && asked.Seats.All(seat => other.Seats.Any(same => same.Roles.SequenceEqual(seat.Roles)))
        && IsNoLonger(other.Within, asked.Within);

    private static bool IsNoLonger(Allowance one, Allowance other)
    {
        var policy = Shipped.Policy("advisory-board");
        return policy.Deadline(one, Assess.UsualTime) <= policy.Deadline(other, Assess.UsualTime);
    }

    private static ImmutableArray<Rule> SomeRules(string policy, int seed)
    {
        var random = new System.Random(seed);
        var all = Shipped.Policy(policy).Rules.ToArray();
        random.Shuffle(all);
        return [.. all.Take(random.Next(1, all.Length + 1))];
    }

    private static Assessment Under((string Policy, int Class, int Seed) each, ImmutableArray<Rule> rules)
    {
        var policy = Shipped.Policy(each.Policy) with { Rules = rules };
        var classes = policy.Classes.Keys.ToArray();
        return Assess.Under(policy, new { title = "A change" }, classes[each.Class % classes.Length]);
    }

    /// <summary>What is demanded, without what only the order of the rules decides: titles, owners, and who comes first.</summary>
    private static HashSet<string> Demands(Assessment assessment) =>
    [
        .. assessment.Requirements.Select(asked => string.Join('|', asked.Kind, asked.Name, asked.Strength, asked.Before, asked.Within,
            asked.Coverage, string.Join(',', asked.Parts.Order(StringComparer.Ordinal)), Sources(asked.Because))),
        .. assessment.Stages.Select(stage => string.Join('|', stage.Name, stage.Before, stage.Within, stage.Quorum, stage.DecidedBy,
            string.Join(',', stage.Chases), string.Join(',', stage.Seats.Select(seat => string.Join('/', seat.Roles)).Order(StringComparer.Ordinal)),
            Sources(stage.Because))),
        .. assessment.Windows.Select(rule => string.Join(',', rule.Slots)),
        .. assessment.Rejections.Concat(assessment.Refusals).Select(objection => objection.Message),
        string.Join(',', assessment.Implementers),
        assessment.Monitoring.ToString(),
    ];

    private static string Sources(ImmutableArray<Because> because) =>
        string.Join(',', because.Select(each => each.Source + each.Rule).Distinct().Order(StringComparer.Ordinal));
}
