using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Pages.Emergencies;

/// <summary>What the form of an emergency asks: little, and what the policy cannot do without.</summary>
/// <param name="Class">The policy's class of emergencies.</param>
/// <param name="Fields">The fields in order.</param>
/// <param name="Types">The types that an emergency may have; empty: the type is not asked.</param>
/// <param name="Voices">Who can authorize by voice, with the role and, while no type is chosen, the types; empty: nobody is asked before the work.</param>
public sealed record EmergencyQuestions(
    Policy Policy, ChangeClass Class, ImmutableArray<AskedField> Fields, ImmutableArray<Option> Types, ImmutableArray<Option> Voices)
{
    private static readonly string[] Usual = ["title", "description", "emergency_criteria", CatalogueType.Field, Systems.Field, "incident"];

    /// <summary>The policies that know emergencies.</summary>
    public static IEnumerable<Policy> PoliciesOf(Rulebook rulebook) => rulebook.Policies.Values.Where(policy => ClassOf(policy) is not null);

    /// <summary>The questions of a policy; null if it knows no emergencies.</summary>
    /// <param name="said">What is known already: the more, the more is known of what is required and of who authorizes it.</param>
    /// <param name="written">Fields that were filled in before: they are asked again, so that nothing is lost.</param>
    public static EmergencyQuestions? Of(
        Policy policy, Facts said, IEnumerable<string> written, Rulebook rulebook, Actor actor, DateTimeOffset now)
    {
        if (ClassOf(policy) is not { } emergency)
        {
            return null;
        }

        var types = policy.Catalogue.Values.Where(type => type.Class == emergency.Name).ToImmutableArray();
        var draft = Draft(said);
        var required = draft.Open(Gate.Submit).Where(requirement => requirement.Kind is RequirementKind.Field)
            .Select(requirement => requirement.Name).ToHashSet(StringComparer.Ordinal);
        var asked = Usual.Where(name => name != CatalogueType.Field || types.Length > 0)
            .Concat(policy.FieldOrder.Where(name => required.Contains(name) || written.Contains(name, StringComparer.Ordinal)));
        return new EmergencyQuestions(
            policy,
            emergency,
            [
                .. asked.Distinct(StringComparer.Ordinal).Where(policy.Fields.ContainsKey).Select(name => new AskedField(
                    policy.Fields[name], required.Contains(name) || name == CatalogueType.Field)),
            ],
            [.. types.Select(type => new Option(type.Name, type.Title))],
            VoicesOf());

        Change Draft(Facts facts)
        {
            var assessment = Assessor.Assess(policy, facts, new AssessmentInputs(now, rulebook.Systems, [], emergency.Name));
            return ChangeFold.Apply(
                null, "", new ChangeEvent.Submitted(new PolicyPin(policy.Id, policy.Version, policy.Digest), actor.ToString(), facts, assessment, []), actor, now);
        }

        ImmutableArray<Option> VoicesOf()
        {
            if (types.IsEmpty || types.Any(type => type.Name == said.Text(CatalogueType.Field)))
            {
                return [.. Authorizers(draft).Select(each => new Option(each.Person.Id, $"{each.Person.Name} – {RoleOf(each)}"))];
            }

            // Who authorizes may depend on the type, which the same form asks for.
            var byType =
                from type in types
                from candidate in Authorizers(Draft(said.With(new Facts(Facts.None.Values.Add(CatalogueType.Field, new FactValue.Text(type.Name))))))
                select (Type: type.Title, Candidate: candidate);
            return
            [
                .. byType.GroupBy(each => each.Candidate.Person.Id, StringComparer.Ordinal).Select(person => new Option(
                    person.Key, $"{person.First().Candidate.Person.Name} – {string.Join("; ", person.GroupBy(each => RoleOf(each.Candidate), each => each.Type, StringComparer.Ordinal).Select(InRole))}")),
            ];
        }

        IEnumerable<Candidate> Authorizers(Change change)
        {
            var circumstances = new Circumstances(policy, rulebook.Directory, rulebook.Systems, [], actor, now);
            return change.Stages.Where(stage => stage.Definition.Verbal)
                .SelectMany(stage => Seating.Asked(stage, change, circumstances)).DistinctBy(candidate => candidate.Person.Id);
        }

        string InRole(IGrouping<string, string> role) => role.Distinct(StringComparer.Ordinal).ToList() is { } some && some.Count < types.Length
            ? $"{role.Key}, for {string.Join(", ", some)}"
            : role.Key;

        string RoleOf(Candidate candidate) => RoleWords.Of(candidate.Role, policy);
    }

    private static ChangeClass? ClassOf(Policy policy) => policy.Classes.Values.FirstOrDefault(each => each.Kind is WorkflowKind.Emergency);
}

/// <summary>A field that is asked.</summary>
public sealed record AskedField(Field Field, bool IsRequired);
