using System.Collections.Immutable;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>A factor of the risk has one of these values. A factor that is not assessed has its worst value.</summary>
public sealed record FactorIs(string Factor, ImmutableArray<string> Values) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"{Factor} is {Values.Or()}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) =>
        situation.Policy.Risk.Factor(Factor) is { } factor && Values.Contains(factor.ValueIn(situation.Facts).Name);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"{Factor} = {situation.Said(Factor)}"];

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        var conditions = node.Entries().Select(entry =>
        {
            entry.Key.Name("factor", known.Factors.Keys);
            return (Condition)new FactorIs(
                entry.Name,
                entry.Value.Names($"value of {entry.Name}", known.Factors.GetValueOrDefault(entry.Name, []).AsEnumerable()));
        }).ToImmutableArray();
        return conditions is [var only] ? only : new All(conditions);
    }
}

/// <summary>One of these factors has the value.</summary>
public sealed record AnyFactorIs(string Value, ImmutableArray<string> Factors) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"one of {Factors.And()} is {Value}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => Holding(situation).Any();

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation)
    {
        var holding = Holding(situation).ToArray();
        return (holding.Length > 0 ? holding : [.. Factors]).Select(name => $"{name} = {situation.Said(name)}");
    }

    private IEnumerable<string> Holding(Situation situation) =>
        Factors.Where(name => new FactorIs(name, [Value]).Holds(situation));

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("an any-factor condition");
        var factors = map.Find("of")?.Names("factor", known.Factors.Keys) ?? [.. known.Factors.Keys];
        var values = factors.SelectMany(name => known.Factors.GetValueOrDefault(name, []));
        return new AnyFactorIs(map.Need("is")?.Name("factor value", values) ?? "", factors);
    }
}
