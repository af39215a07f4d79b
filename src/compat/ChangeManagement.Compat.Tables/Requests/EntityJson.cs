using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Requests;

/// <summary>A row as the service writes it: JSON, with the type of what JSON has no type for beside it.</summary>
internal static class EntityJson
{
    private const string Int64 = "Edm.Int64";
    private const string DateTime = "Edm.DateTime";

    public static byte[] Write(ITableEntity entity)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Known(entity).Where(property => property.Value is not null))
            {
                if (name is not (EntityNames.ETag or EntityNames.Timestamp))
                {
                    Write(writer, name, value);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static TableEntity Read(JsonElement row)
    {
        var entity = new TableEntity();
        foreach (var property in row.EnumerateObject().Where(IsData))
        {
            var type = property.Name is EntityNames.Timestamp ? DateTime
                : row.TryGetProperty(property.Name + EntityNames.Type, out var named) ? named.GetString()
                : null;
            entity[property.Name] = Read(property.Value, type);
        }

        return entity;
    }

    /// <summary>Other row types than <see cref="TableEntity"/> are the package's alone.</summary>
    public static TableEntity Known(ITableEntity entity) => entity as TableEntity
        ?? throw new NotSupportedException($"Rows are TableEntity here; {entity.GetType().Name} needs the package Azure.Data.Tables (AzurePackages=nuget).");

    private static bool IsData(JsonProperty property) =>
        property.Name is EntityNames.ETag
        || !(property.Name.StartsWith("odata.", StringComparison.Ordinal) || property.Name.EndsWith(EntityNames.Type, StringComparison.Ordinal));

    private static object Read(JsonElement value, string type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.String, Int64) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, DateTime) => value.GetDateTimeOffset(),
        (JsonValueKind.String, _) => value.GetString(),
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, _) when value.TryGetInt32(out var number) => number,
        (JsonValueKind.Number, _) => value.GetDouble(),
        (JsonValueKind.Null, _) => null,
        _ => throw new NotSupportedException($"A property of the type {type ?? value.ValueKind.ToString()} needs the package Azure.Data.Tables (AzurePackages=nuget)."),
    };

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteString(name + EntityNames.Type, Int64);
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                writer.WriteString(name + EntityNames.Type, DateTime);
                writer.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"A property of the type {value.GetType().Name} needs the package Azure.Data.Tables (AzurePackages=nuget).");
        }
    }
}
