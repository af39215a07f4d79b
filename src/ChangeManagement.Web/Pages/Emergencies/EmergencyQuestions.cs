using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Forms;

namespace ChangeManagement.Web.Pages.Emergencies;

/// <summary>What the form of an emergency asks: little, and what the policy cannot do without.</summary>
/// <param name="Class">The policy's class of emergencies.</param>
/// <param name="Fields">The fields in order.</param>
/// <param name="Types">The types that an emergency may have; empty: the type is not asked.</param>
/// <param name="Voices">Who can authorize by voice; empty: nobody is asked before the work.</param>
public sealed record EmergencyQuestions(
    Policy Policy, ChangeClass Class, ImmutableArray<AskedField> Fields, ImmutableArray<Option> Types, ImmutableArray<Person> Voices)
{
    private static readonly string[] Usual = ["title", "description", "emergency_criteria", CatalogueType.Field, Systems.Field, "incident"];

    /// <summary>The policies that know emergencies.</summary>
    public static IEnumerable<Policy> PoliciesOf(Rulebook rulebook) => rulebook.Policies.Values.Where(policy => ClassOf(policy) is not null);

    /// <summary>The questions of a policy; null if it knows no emergencies.</summary>
    /// <param name="said">What is known already: the more, the more is known of what is required.</param>
    public static EmergencyQuestions? Of(Policy policy, Facts said, Rulebook rulebook, string person, DateTimeOffset now)
    {
        if (ClassOf(policy) is not { } emergency)
        {
            return null;
        }

        var types = policy.Catalogue.Values.Where(type => type.Class == emergency.Name).ToImmutableArray();
        var inputs = new AssessmentInputs(now, rulebook.Systems, [], emergency.Name);
        var required = Assessor.Assess(policy, said, inputs).Requirements
            .Where(requirement => requirement is { Kind: RequirementKind.Field, Before: Gate.Submit, Blocks: true })
            .Select(requirement => requirement.Name).ToHashSet(StringComparer.Ordinal);
        var asked = Usual.Where(name => name != CatalogueType.Field || types.Length > 0).Concat(policy.FieldOrder.Where(required.Contains));
        // Who authorizes may depend on the type.
        var stages = types.Select(type => said.With(new Facts(Facts.None.Values.Add(CatalogueType.Field, new FactValue.Text(type.Name)))))
            .Append(said).SelectMany(facts => Assessor.Assess(policy, facts, inputs).Stages).Where(stage => stage.Verbal);
        return new EmergencyQuestions(
            policy,
            emergency,
            [
                .. asked.Distinct(StringComparer.Ordinal).Where(policy.Fields.ContainsKey).Select(name => new AskedField(
                    policy.Fields[name], required.Contains(name) || name == CatalogueType.Field)),
            ],
            [.. types.Select(type => new Option(type.Name, type.Title))],
            [
                .. stages.SelectMany(stage => stage.Seats).SelectMany(seat => seat.Roles)
                    .SelectMany(role => rulebook.Directory.Holders(role, now).Concat(rulebook.Directory.Deputies(role, now)))
                    .Where(holder => holder.Id != person).DistinctBy(holder => holder.Id),
            ]);
    }

    private static ChangeClass? ClassOf(Policy policy) => policy.Classes.Values.FirstOrDefault(each => each.Kind is WorkflowKind.Emergency);
}

/// <summary>A field that is asked.</summary>
public sealed record AskedField(Field Field, bool IsRequired);
