using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>Takes only points in time with an offset, as the fields of a request do.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Instants.Read(reader.GetString()!) is { } at
            ? at
            : throw new BadTextException($"it {Instants.Objection}.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));
}
