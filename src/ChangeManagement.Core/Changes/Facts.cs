using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeManagement.Changes;

/// <summary>
/// What a request says: values by field name. The fields and their types belong to the policy; a value is text, a list of texts, a flag,
/// a number or an instant, already checked against its field.
/// </summary>
[JsonConverter(typeof(FactsJsonConverter))]
public sealed record Facts(ImmutableSortedDictionary<string, FactValue> Values)
{
    /// <summary>Nothing said.</summary>
    public static Facts None { get; } = new(ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal));

    /// <summary>The value, or null if the request does not say.</summary>
    public FactValue? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>The text of a text field; empty if the request does not say.</summary>
    public string Text(string field) => this[field] is FactValue.Text(var value) ? value : "";

    /// <summary>The items of a list field; empty if the request does not say.</summary>
    public ImmutableArray<string> List(string field) => this[field] switch
    {
        FactValue.List(var items) => items,
        FactValue.Text(var value) when value.Length > 0 => [value],
        _ => [],
    };

    /// <summary>The instant of a date field; null if the request does not say.</summary>
    public DateTimeOffset? Instant(string field) => this[field] is FactValue.Instant(var value) ? value : null;

    /// <summary>True if the field is said and not blank.</summary>
    public bool Says(string field) => this[field] is { IsBlank: false };

    /// <summary>How long all of it is as text.</summary>
    public int Characters => Values.Sum(value => value.Key.Length + value.Value.ToString().Length);

    /// <summary>These facts with the others laid over them.</summary>
    public Facts With(Facts others) => new(Values.SetItems(others.Values));

    /// <inheritdoc/>
    public bool Equals(Facts? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;
}

/// <summary>One value of a request.</summary>
public abstract record FactValue
{
    /// <summary>A text or a choice.</summary>
    public sealed record Text(string Value) : FactValue;

    /// <summary>Several texts or choices.</summary>
    public sealed record List(ImmutableArray<string> Items) : FactValue
    {
        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;
    }

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : FactValue;

    /// <summary>A number.</summary>
    public sealed record Number(decimal Value) : FactValue;

    /// <summary>A point in time, UTC.</summary>
    public sealed record Instant(DateTimeOffset Value) : FactValue;

    /// <summary>True for empty text and empty lists.</summary>
    public bool IsBlank => this is Text { Value: "" } or List { Items.Length: 0 };

    /// <summary>As shown to people.</summary>
    public sealed override string ToString() => this switch
    {
        Text(var value) => value,
        List(var items) => string.Join(", ", items),
        Flag(var value) => value ? "yes" : "no",
        Number(var value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Instant(var value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Facts are stored as one JSON object; an instant is wrapped so that it is not taken for text.</summary>
internal sealed class FactsJsonConverter : JsonConverter<Facts>
{
    public override Facts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var values = ImmutableSortedDictionary.CreateBuilder<string, FactValue>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            values.Add(property.Name, property.Value.ValueKind switch
            {
                JsonValueKind.String => new FactValue.Text(property.Value.GetString()!),
                JsonValueKind.True => new FactValue.Flag(true),
                JsonValueKind.False => new FactValue.Flag(false),
                JsonValueKind.Number => new FactValue.Number(property.Value.GetDecimal()),
                JsonValueKind.Array => new FactValue.List([.. property.Value.EnumerateArray().Select(item => item.GetString()!)]),
                JsonValueKind.Object => new FactValue.Instant(property.Value.GetProperty("at").GetDateTimeOffset()),
                _ => throw new JsonException($"'{property.Name}' holds no value that a fact can have."),
            });
        }

        return new Facts(values.ToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, Facts value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, fact) in value.Values)
        {
            writer.WritePropertyName(name);
            switch (fact)
            {
                case FactValue.Text(var text): writer.WriteStringValue(text); break;
                case FactValue.Flag(var flag): writer.WriteBooleanValue(flag); break;
                case FactValue.Number(var number): writer.WriteNumberValue(number); break;
                case FactValue.List(var items): JsonSerializer.Serialize(writer, items.AsEnumerable(), options); break;
                case FactValue.Instant(var at):
                    writer.WriteStartObject();
                    writer.WriteString("at", at);
                    writer.WriteEndObject();
                    break;
                default: throw new System.Diagnostics.UnreachableException();
            }
        }

        writer.WriteEndObject();
    }
}
