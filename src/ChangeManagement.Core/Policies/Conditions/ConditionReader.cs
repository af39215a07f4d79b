using System.Collections.Immutable;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>Reads a condition: a map means all of its keys.</summary>
internal static class ConditionReader
{
    private static readonly ImmutableSortedDictionary<string, Func<YamlNode, Vocabulary, Condition>> Readers =
        new Dictionary<string, Func<YamlNode, Vocabulary, Condition>>(StringComparer.Ordinal)
        {
            ["class"] = ClassIs.Read,
            ["kind"] = KindIs.Read,
            ["risk"] = RiskIs.Read,
            ["type"] = TypeIs.Read,
            ["facts"] = FactIs.Read,
            ["says"] = Says.Read,
            ["missing"] = Missing.Read,
            ["factor"] = FactorIs.Read,
            ["any-factor"] = AnyFactorIs.Read,
            ["time"] = TimeIs.Read,
            ["system"] = SystemIs.Read,
            ["any"] = Any.Read,
            ["all"] = All.Read,
            ["not"] = Not.Read,
            ["always"] = Always.Read,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The condition of a rule; without one the rule always applies.</summary>
    public static Condition When(YamlMap rule, Vocabulary known) =>
        rule.Find("when") is { } node ? Read(node, known) : new Always();

    public static ImmutableArray<Condition> ReadEach(YamlNode node, Vocabulary known)
    {
        if (node is YamlSequence { Items.Length: > 0 })
        {
            return [.. node.Items().Select(item => Read(item, known))];
        }

        node.Fail($"'{node.Label}' must be a list of conditions");
        return [];
    }

    public static Condition Read(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a condition");
        var conditions = Readers
            .Select(reader => map.Find(reader.Key) is { } value ? reader.Value(value, known) : null)
            .OfType<Condition>()
            .ToImmutableArray();
        if (conditions.IsEmpty)
        {
            map.Fail("a condition must say something; leave 'when' out for a rule that always applies");
        }

        return conditions is [var only] ? only : new All(conditions);
    }
}
