using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies;

/// <summary>How a policy gives a request its class.</summary>
/// <param name="Rules">The first whose condition holds decides; the last one always holds.</param>
/// <param name="Reclassify">Applied once class and risk are known; the first whose condition holds.</param>
/// <param name="Kinds">Another orchestrator than the class's own; the first whose condition holds.</param>
/// <param name="SuspendedClass">The class of work that has no pre-approval (any more); null: the policy has no pre-approved types.</param>
public sealed record Classification(
    ImmutableArray<ClassRule> Rules,
    ImmutableArray<ClassRule> Reclassify,
    ImmutableArray<KindRule> Kinds,
    string? SuspendedClass)
{
    /// <summary>
    /// In this order: the class that the request names, the first conditional rule that holds, the class of the catalogue type, the rule
    /// that always holds. What comes out as standard work must be of a pre-approved type, where the policy has such types (W7).
    /// </summary>
    internal (string Class, Because Because) Classify(Situation situation, AssessmentInputs inputs)
    {
        var chosen = Requested(situation, inputs) ?? ByRule(situation) ?? ByType(situation) ?? ByDefault(situation);
        return PreApprovalMissing(chosen.Class, situation, inputs) ?? chosen;
    }

    /// <summary>The class that follows from the risk, or null if it stays.</summary>
    internal (string Class, Because Because)? Again(Situation situation) =>
        Reclassify.FirstOrDefault(rule => rule.When.Holds(situation)) is { } rule && rule.Class != situation.Class
            ? (rule.Class, rule.Because.Explain(rule.When, situation))
            : null;

    internal KindRule? KindRuleFor(Situation situation) => Kinds.FirstOrDefault(rule => rule.When.Holds(situation));

    private static (string Class, Because Because)? Requested(Situation situation, AssessmentInputs inputs) =>
        inputs.RequestedClass is not { } name ? null
        : situation.Policy.Classes.TryGetValue(name, out var requested)
            ? (name, new Because(requested.Source ?? situation.Policy.Source, "the request names the class", $"class = {name}"))
            : throw new ArgumentException($"'{name}' is no class of the policy {situation.Policy.Id}.", nameof(inputs));

    private (string Class, Because Because)? ByRule(Situation situation) =>
        Rules.FirstOrDefault(rule => rule.When is not Always && rule.When.Holds(situation)) is { } rule
            ? (rule.Class, rule.Because.Explain(rule.When, situation))
            : null;

    private static (string Class, Because Because)? ByType(Situation situation) =>
        TypeOf(situation) is { } type
            ? (type.Class, new Because(type.Source ?? situation.Policy.Source, $"type is {type.Name}", $"type = {type.Name}"))
            : null;

    private (string Class, Because Because) ByDefault(Situation situation)
    {
        var last = Rules.First(rule => rule.When is Always);
        return (last.Class, last.Because.Explain(last.When, situation));
    }

    private (string Class, Because Because)? PreApprovalMissing(string name, Situation situation, AssessmentInputs inputs)
    {
        var needsPreApproval = SuspendedClass is not null
            && situation.Policy.Classes[name].Kind == WorkflowKind.Standard
            && situation.Policy.Catalogue.Values.Any(type => type.PreApproved && type.Class == name);
        if (!needsPreApproval)
        {
            return null;
        }

        var type = TypeOf(situation);
        var why = type switch
        {
            { PreApproved: true } when type.Class == name =>
                inputs.SuspendedTypes.Contains(type.Name) ? "the type has lost its pre-approval" : null,
            _ => "the type is not pre-approved",
        };
        return why is null ? null : (SuspendedClass!, new Because(
            "decision: pre-approval-by-catalogue",
            why,
            $"class = {name}, type = {situation.Said(CatalogueType.Field)}",
            "Standard changes come from the catalogue; a type whose failures pass its limit is approved like any other change."));
    }

    private static CatalogueType? TypeOf(Situation situation) =>
        situation.Policy.Catalogue.GetValueOrDefault(situation.Facts.Text(CatalogueType.Field));
}
