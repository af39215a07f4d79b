using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads roles and the fields of the request.</summary>
internal static class FieldsReader
{
    public static ImmutableArray<Role> Roles(YamlNode? node) => [.. node.Named("role").Select(entry =>
    {
        using var map = entry.Value.Map("a role");
        return new Role(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.Find("duties")?.Texts() ?? [],
            map.Flag("needs-deputy"),
            map.TextOrNull("source"),
            entry.Key.Line,
            entry.Key.Column);
    })];

    /// <summary>The declared fields, in order; a <c>change_type</c> without choices offers the types of the catalogue.</summary>
    public static ImmutableArray<Field> Fields(YamlNode? node, YamlNode? catalogue) =>
        [.. node.Named("field").Select(entry => ReadField(entry, catalogue))];

    private static Field ReadField(YamlEntry entry, YamlNode? catalogue)
    {
        using var map = entry.Value.Map("a field");
        var type = map.Need("type")?.Word<FieldType>("type of field") ?? FieldType.Text;
        var choices = Choices(map.Find("choices"));
        if (choices.IsEmpty && entry.Name == CatalogueType.Field)
        {
            choices = TypesOf(catalogue);
        }

        var hasChoices = type is FieldType.Choice or FieldType.Choices;
        if (hasChoices == choices.IsEmpty)
        {
            map.Fail(hasChoices ? $"'{entry.Name}' needs 'choices'" : $"'{entry.Name}' is a {type.Word()} and has no 'choices'");
        }

        if (Field.Reserved.Contains(entry.Name))
        {
            entry.Key.Fail($"'{entry.Name}' is part of every request; choose another name");
        }

        return new Field(
            entry.Name,
            type,
            map.TextOrNull("label") ?? Phrases.Title(entry.Name),
            map.TextOrNull("help"),
            map.TextOrNull("source"),
            choices,
            Aliases(map.Find("aliases"), choices));
    }

    private static ImmutableArray<FieldChoice> Choices(YamlNode? node) => node switch
    {
        null => [],
        YamlMapping => [.. node.Named("choice").Select(entry => new FieldChoice(entry.Name, Label(entry)))],
        _ => [.. node.Texts().Select(id => new FieldChoice(id, Phrases.Title(id)))],
    };

    private static ImmutableArray<FieldChoice> TypesOf(YamlNode? catalogue) => catalogue is not YamlMapping types ? [] :
        [.. types.Entries.Select(entry => new FieldChoice(entry.Name, (entry.Value as YamlMapping)?.Entries
            .FirstOrDefault(key => key.Name == "title")?.Value is YamlScalar { Value: var title } ? title : Phrases.Title(entry.Name)))];

    private static string Label(YamlEntry entry) =>
        entry.Value is YamlScalar { Value: "" } ? Phrases.Title(entry.Name) : entry.Value.Text();

    private static ImmutableSortedDictionary<string, string> Aliases(YamlNode? node, ImmutableArray<FieldChoice> choices) =>
        (node?.Entries() ?? []).ToImmutableSortedDictionary(
            entry => entry.Name,
            entry => entry.Value.Name("choice", choices.Select(choice => choice.Id)),
            StringComparer.Ordinal);
}
