using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Changes;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies;

/// <summary>How the assessed factors make a level.</summary>
public enum RiskMethod
{
    /// <summary>Scores are added, and bands give the level.</summary>
    Sum,

    /// <summary>The values are levels, and the highest wins.</summary>
    Highest,
}

/// <summary>A value that a factor can have.</summary>
/// <param name="Name">For example <c>medium</c>.</param>
/// <param name="Score">Its points; null where the policy does not score.</param>
/// <param name="Means">The document's words.</param>
public sealed record RiskValue(string Name, int? Score, string Means);

/// <summary>A factor that the requester assesses; it is a field of the request too.</summary>
public sealed record RiskFactor(string Name, string Title, string Source, ImmutableArray<RiskValue> Values)
{
    /// <summary>What the request says; a factor that is not assessed counts as the worst.</summary>
    public RiskValue ValueIn(Facts facts)
    {
        var said = facts.Text(Name);
        return Values.FirstOrDefault(value => value.Name == said) ?? Worst;
    }

    private RiskValue Worst => Values.MaxBy(value => value.Score ?? (int)EnumWords<RiskLevel>.All.GetValueOrDefault(value.Name))!;

    internal RiskFactorResult Result(Facts facts)
    {
        var value = ValueIn(facts);
        return facts.Says(Name)
            ? new RiskFactorResult(Name, value.Name, value.Means, value.Score, Source)
            : new RiskFactorResult(Name, "not assessed", $"counted as {value.Name}", value.Score, Source);
    }
}

/// <summary>The scores from <paramref name="From"/> to <paramref name="To"/>, both inclusive, make the level.</summary>
public sealed record RiskBand(int From, int To, RiskLevel Level);

/// <summary>Raises the risk to a level when its condition holds; never lowers it.</summary>
public sealed record RiskRule(Condition When, RiskLevel Level, RuleSource Because);

/// <summary>How a policy rates risk: the assessed factors, the requester's own level and the rules; the highest wins.</summary>
public sealed record RiskModel
{
    /// <summary>The level that nothing lowers.</summary>
    public required RiskLevel Default { get; init; }

    /// <summary>The field with the requester's own level; null: there is none.</summary>
    public string? Declared { get; init; }

    /// <summary>The factors; empty: the level follows from the rules.</summary>
    public ImmutableArray<RiskFactor> Factors { get; init; } = [];

    /// <summary>How the factors make a level.</summary>
    public RiskMethod Method { get; init; }

    /// <summary>The bands of <see cref="RiskMethod.Sum"/>.</summary>
    public ImmutableArray<RiskBand> Bands { get; init; } = [];

    /// <summary>The classes whose factors are not assessed.</summary>
    public ImmutableArray<string> SkipFor { get; init; } = [];

    /// <summary>The rules that raise it, in order: a later one sees the level that the earlier ones reached.</summary>
    public ImmutableArray<RiskRule> Rules { get; init; } = [];

    /// <summary>Where the method comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The factor of that name, or null.</summary>
    public RiskFactor? Factor(string name) => Factors.FirstOrDefault(factor => factor.Name == name);

    internal RiskAssessment Rate(Situation situation)
    {
        var factors = AssessedFor(situation) ? Factors : [];
        var results = factors.Select(factor => factor.Result(situation.Facts)).ToImmutableArray();
        int? score = Method == RiskMethod.Sum && !results.IsEmpty ? results.Sum(result => result.Score ?? 0) : null;
        var rating = new RiskAssessment(Default, score, results, []);
        rating = RaisedByFactors(rating, situation);
        rating = RaisedByDeclaration(rating, situation);
        return Rules.Aggregate(rating, (reached, rule) => RaisedByRule(reached, rule, situation));
    }

    private bool AssessedFor(Situation situation) => situation.Class is not { } name || !SkipFor.Contains(name);

    private RiskAssessment RaisedByFactors(RiskAssessment rating, Situation situation)
    {
        if (rating.Factors.IsEmpty)
        {
            return rating;
        }

        var (level, inputs) = Method switch
        {
            RiskMethod.Sum => (LevelOf(rating.Score!.Value), $"score = {rating.Score}"),
            RiskMethod.Highest => HighestOf(situation.Facts),
            _ => throw new UnreachableException(),
        };
        var words = Method == RiskMethod.Sum ? "sum of the factors" : "highest of the factors";
        return Raised(rating, level, new Because(Source ?? Factors[0].Source, words, inputs));
    }

    // A score outside every band is a hole in the policy that the reader refuses; were there one, it would be the worst.
    private RiskLevel LevelOf(int score) =>
        Bands.FirstOrDefault(band => score >= band.From && score <= band.To)?.Level ?? RiskLevel.Critical;

    private (RiskLevel Level, string Inputs) HighestOf(Facts facts)
    {
        var worst = Factors.MaxBy(factor => EnumWords<RiskLevel>.All[factor.ValueIn(facts).Name])!;
        var value = worst.ValueIn(facts).Name;
        return (EnumWords<RiskLevel>.All[value], $"{worst.Name} = {(facts.Says(worst.Name) ? value : "not assessed")}");
    }

    private RiskAssessment RaisedByDeclaration(RiskAssessment rating, Situation situation) =>
        Declared is not null && EnumWords<RiskLevel>.All.TryGetValue(situation.Facts.Text(Declared), out var level)
            ? Raised(rating, level, new Because(
                situation.Policy.Fields[Declared].Source ?? situation.Policy.Source,
                "level that the requester declares",
                $"{Declared} = {level.Word()}"))
            : rating;

    private static RiskAssessment RaisedByRule(RiskAssessment reached, RiskRule rule, Situation situation)
    {
        var seen = situation with { Risk = reached.Level };
        return rule.When.Holds(seen) ? Raised(reached, rule.Level, rule.Because.Explain(rule.When, seen)) : reached;
    }

    private static RiskAssessment Raised(RiskAssessment rating, RiskLevel level, Because because) =>
        level >= rating.Level ? rating with { Level = level, Because = rating.Because.Add(because) } : rating;
}
