using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>
/// Reads what is said of the work in one go: members that are fields of the policy are read like the request itself, with their types; the
/// others are the texts of documentation, review and verification items.
/// </summary>
internal static class StatementReader
{
    /// <summary>The fields and the texts, or what is wrong with the fields.</summary>
    /// <param name="body">Each member is a statement, but for the call's own.</param>
    /// <param name="own">The members that are none.</param>
    /// <exception cref="BadBodyException">Something that is no field is no text either.</exception>
    public static (Facts Fields, ImmutableSortedDictionary<string, string> Texts, Refusal? Refusal) Read(
        RequestBody body, ImmutableHashSet<string> own, Policy policy, Rulebook rulebook)
    {
        var said = body.Json.EnumerateObject().Where(member => !own.Contains(member.Name)).ToLookup(member => policy.Fields.ContainsKey(member.Name));
        var read = new FieldReader(policy, rulebook.Systems, rulebook.Directory)
            .Read(JsonSerializer.SerializeToElement(said[true].ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)));
        var texts = said[false].ToImmutableSortedDictionary(member => member.Name, member => body.Text(member.Name) ?? "", StringComparer.Ordinal);
        return (read.Facts, texts, read.Errors.IsEmpty ? null : new Refusal.BadFields(read.Errors));
    }
}
