using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeManagement.Policies;
using ChangeManagement.Web.Api;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>The fields of a policy as a form sent them, in the shape in which the API takes them: both are judged by the same reader.</summary>
internal static class PostedFields
{
    /// <summary>What was filled in of these fields.</summary>
    /// <param name="prefix">What the names of their inputs begin with.</param>
    /// <exception cref="BadBodyException">A time or a number is none.</exception>
    public static JsonElement Read(PostedForm form, IEnumerable<Field> fields, string prefix = "")
    {
        var said = new JsonObject();
        foreach (var field in fields)
        {
            if (Value(form, field, prefix + field.Name) is { } value)
            {
                said[field.Name] = value;
            }
        }

        return JsonSerializer.SerializeToElement(said);
    }

    private static JsonNode? Value(PostedForm form, Field field, string input) => field.Type switch
    {
        FieldType.Choices or FieldType.Systems => List(form.All(input)),
        FieldType.List => List(form.Text(input).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        FieldType.Flag => form.TextOrNull(input) is { } flag ? flag == "true" : null,
        FieldType.Number => form.TextOrNull(input) is { } number ? Number(number, field) : null,
        FieldType.DateTime => form.Instant(input) is { } at ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null,
        _ => form.TextOrNull(input),
    };

    private static JsonArray? List(IReadOnlyList<string> items) => items.Count == 0 ? null : [.. items.Select(item => (JsonNode)item)];

    private static JsonNode Number(string text, Field field) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadBodyException($"'{field.Label}' must be a number.");
}
