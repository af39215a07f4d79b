using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies;

/// <summary>Reads the value of one field. What is wrong is said as the end of a sentence: <c>must be true or false</c>.</summary>
internal static class FieldValues
{
    private const int LongestList = 200;

    public static (FactValue? Value, string? Wrong) Read(Field field, JsonElement json, Systems systems, PeopleDirectory people) =>
        field.Type switch
        {
            FieldType.Text => Text(json, oneLine: true),
            FieldType.LongText => Text(json, oneLine: false),
            FieldType.Choice => One(json, text => Choice(field, text)),
            FieldType.Choices => Several(json, text => Choice(field, text)),
            FieldType.Systems => Several(json, id => Known(id, "system", systems.ById.Keys)),
            FieldType.Person => One(json, id => Known(id, "person", people.People.Keys)),
            FieldType.DateTime => Instant(json),
            FieldType.List => Several(json, text => (text, null)),
            FieldType.Flag => json.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? (new FactValue.Flag(json.GetBoolean()), null)
                : (null, "must be true or false"),
            FieldType.Number => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number)
                ? (new FactValue.Number(number), null)
                : (null, "must be a number"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The text of a JSON string; null if it is none or no valid Unicode.</summary>
    public static string? TextIn(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString()!.ReplaceLineEndings("\n").Trim() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: JSON lets it pass, no text does.
            return null;
        }
    }

    private static (FactValue? Value, string? Wrong) Text(JsonElement json, bool oneLine)
    {
        var text = TextIn(json);
        return Objection(text) is { } wrong ? (null, wrong)
            : oneLine && text!.Contains('\n') ? (null, "must be a single line")
            : (new FactValue.Text(text!), null);
    }

    private static (FactValue? Value, string? Wrong) One(JsonElement json, Func<string, (string Value, string? Wrong)> accept)
    {
        var text = TextIn(json);
        if (Objection(text) is { } objection)
        {
            return (null, objection);
        }

        if (text!.Length == 0)
        {
            return (new FactValue.Text(""), null);
        }

        var (value, wrong) = accept(text);
        return wrong is null ? (new FactValue.Text(value), null) : (null, wrong);
    }

    // One item may stand alone: a form sends a single tick so.
    private static (FactValue? Value, string? Wrong) Several(JsonElement json, Func<string, (string Value, string? Wrong)> accept)
    {
        var items = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToArray() : [json];
        if (items.Length > LongestList)
        {
            return (null, $"must hold {LongestList} items at most");
        }

        var accepted = ImmutableArray.CreateBuilder<string>(items.Length);
        foreach (var item in items)
        {
            var text = TextIn(item);
            var (value, wrong) = Objection(text) is { } objection ? ("", $"is a list, whose items {objection}") : accept(text!);
            if (wrong is not null)
            {
                return (null, wrong);
            }

            if (value.Length > 0 && !accepted.Contains(value))
            {
                accepted.Add(value);
            }
        }

        return (new FactValue.List(accepted.ToImmutable()), null);
    }

    private static (FactValue? Value, string? Wrong) Instant(JsonElement json)
    {
        if (TextIn(json) is "")
        {
            return (new FactValue.Text(""), null);
        }

        return TextIn(json) is { } text && Instants.Read(text) is { } at ? (new FactValue.Instant(at), null) : (null, Instants.Objection);
    }

    private static (string Value, string? Wrong) Choice(Field field, string text)
    {
        var choices = field.Choices.Select(choice => choice.Id);
        return field.Aliases.TryGetValue(text, out var meant) ? (meant, null)
            : choices.Contains(text, StringComparer.Ordinal) ? (text, null)
            : ("", $"cannot be '{text}'{Nearest.Find(text, choices) switch
            {
                { } nearest => $"; did you mean '{nearest}'?",
                null => $"; choose {choices.Or()}",
            }}");
    }

    private static (string Value, string? Wrong) Known(string id, string what, IEnumerable<string> known) =>
        known.Contains(id, StringComparer.Ordinal) ? (id, null) : ("", $"names the unknown {what} '{id}'{Nearest.Hint(id, known)}");

    private static string? Objection(string? text) => text is null ? "must be text" : TextRules.Objection(text);
}
