using System.Collections.Immutable;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>Holds for every request.</summary>
public sealed record Always : Condition
{
    /// <inheritdoc/>
    public override string Words => "always";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [];

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        if (!node.Flag())
        {
            node.Fail("'always' can only be true; leave the rule out instead");
        }

        return new Always();
    }
}

/// <summary>Holds if all of its conditions hold.</summary>
public sealed record All(ImmutableArray<Condition> Conditions) : Condition
{
    /// <inheritdoc/>
    public override string Words => string.Join(" and ", Conditions.Select(condition => condition.Words));

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => Conditions.SelectMany(condition => condition.Reads);

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => Conditions.All(condition => condition.Holds(situation));

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) =>
        Conditions.SelectMany(condition => condition.Looked(situation));

    internal static Condition Read(YamlNode node, Vocabulary known) => new All(ConditionReader.ReadEach(node, known));
}

/// <summary>Holds if one of its conditions holds.</summary>
public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"({string.Join(" or ", Conditions.Select(condition => condition.Words))})";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => Conditions.SelectMany(condition => condition.Reads);

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => Conditions.Any(condition => condition.Holds(situation));

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation)
    {
        var holding = Conditions.Where(condition => condition.Holds(situation)).ToArray();
        return (holding.Length > 0 ? holding : [.. Conditions]).SelectMany(condition => condition.Looked(situation));
    }

    internal static Condition Read(YamlNode node, Vocabulary known) => new Any(ConditionReader.ReadEach(node, known));
}

/// <summary>Holds if its condition does not.</summary>
public sealed record Not(Condition Condition) : Condition
{
    /// <inheritdoc/>
    public override string Words => Condition is All ? $"not ({Condition.Words})" : $"not {Condition.Words}";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => Condition.Reads;

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => !Condition.Holds(situation);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => Condition.Looked(situation);

    internal static Condition Read(YamlNode node, Vocabulary known) => new Not(ConditionReader.Read(node, known));
}
