using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Effects;

/// <summary>
/// Gathers what the rules ask. Requirements accumulate, and where two rules speak of the same thing the stricter wins, so the order of the
/// rules does not matter and another rule never makes an assessment laxer.
/// </summary>
internal sealed class AssessmentBuilder(Policy policy)
{
    private readonly Dictionary<string, StageBuilder> stages = new(StringComparer.Ordinal);
    private readonly Dictionary<(RequirementKind Kind, string Name), Requirement> requirements = [];

    public List<WindowRule> Windows { get; } = [];

    public SortedSet<string> Implementers { get; } = new(StringComparer.Ordinal);

    public TimeSpan Monitoring { get; set; }

    public List<LeadTimeExpected> LeadTimes { get; } = [];

    public List<Objection> Rejections { get; } = [];

    public List<Objection> Refusals { get; } = [];

    public StageBuilder Stage(string name)
    {
        if (!stages.TryGetValue(name, out var stage))
        {
            stage = stages[name] = new StageBuilder(policy.Stages.First(definition => definition.Name == name), policy.Chases);
        }

        return stage;
    }

    public void Require(Requirement asked)
    {
        var key = (asked.Kind, asked.Name);
        requirements[key] = requirements.TryGetValue(key, out var known) ? known.OrStricter(asked) : asked;
    }

    /// <summary>Everything that follows from the rules; class and risk are the assessor's to add.</summary>
    public Assessment Build() => new()
    {
        Class = "",
        ClassBecause = [],
        Kind = default,
        Risk = new RiskAssessment(default, null, [], []),
        Stages =
        [
            .. policy.Stages
                .Select(definition => stages.GetValueOrDefault(definition.Name))
                .OfType<StageBuilder>()
                .Where(stage => stage.HasSeats)
                .Select(stage => stage.Build()),
        ],
        Requirements = [.. requirements.Values.OrderBy(requirement => requirement.Kind).Select(Titled)],
        Windows = [.. Windows],
        Implementers = [.. Implementers],
        Monitoring = Monitoring,
        Rejections = [.. Rejections],
        Refusals = [.. Refusals],
        CalendarVersion = "",
    };

    /// <summary>The times within which it should come to its implementation, one after the other: those of the rules, else those of its stages.</summary>
    public IEnumerable<Allowance> LeadTime(Assessment built) => LeadTimes.Count > 0
        ? [LeadTimes.Select(each => each.Review).Shortest()!, LeadTimes.Select(each => each.Approval).Shortest()!]
        : built.Stages.Where(stage => stage.Before < Gate.Complete).Select(stage => stage.Within);

    // A rule may ask for something that another rule names.
    private Requirement Titled(Requirement requirement) => requirement.Title.Length > 0 ? requirement : requirement with
    {
        Title = requirement.Kind == RequirementKind.Field ? policy.Fields[requirement.Name].Label : Phrases.Title(requirement.Name),
    };
}
