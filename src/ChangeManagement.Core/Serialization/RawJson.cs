using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeManagement.Serialization;

/// <summary>
/// JSON text as a part of the document around it, character for character: a row stays readable, nothing is escaped twice, and a digest of
/// the text still fits when it is read again.
/// </summary>
internal sealed class RawJson : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        // What is written here was serialized a moment ago; checking it again would cost more than writing it.
        writer.WriteRawValue(value, skipInputValidation: true);
}
