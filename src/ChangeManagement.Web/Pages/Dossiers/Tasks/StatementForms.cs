using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Forms;

namespace ChangeManagement.Web.Pages.Dossiers.Tasks;

/// <summary>Requirements that a sentence answers, asked for together in the form that finishes the work or the change.</summary>
internal static class StatementForms
{
    /// <summary>What the names of their inputs begin with.</summary>
    public const string Prefix = "statement.";

    /// <summary>What the report of the work can answer on the way.</summary>
    public static IEnumerable<Requirement> OfCompletion(Dossier dossier) =>
        from requirement in dossier.Change.Requirements
        where requirement.Blocks && requirement.Before is Gate.Complete or Gate.Close && requirement.Parts.IsEmpty && requirement.Owner is null
        where requirement.Kind is RequirementKind.Field or RequirementKind.Documentation or RequirementKind.Review or RequirementKind.Verification
        where !dossier.Change.IsMet(requirement)
        select requirement;

    /// <summary>The fields among them, which are asked with their types.</summary>
    public static IReadOnlyCollection<Field> FieldsOfCompletion(Dossier dossier) =>
        [.. OfCompletion(dossier).Where(owed => owed.Kind is RequirementKind.Field).Select(owed => dossier.Policy.Fields[owed.Name])];

    /// <summary>The sentences that were written.</summary>
    public static ImmutableSortedDictionary<string, string> Read(PostedForm form) => form.Names
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && form.Text(name).Length > 0)
        .ToImmutableSortedDictionary(name => name[Prefix.Length..], form.Text, StringComparer.Ordinal);
}
