using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>A JSON object with the digest of its bytes.</summary>
internal sealed record RequestBody(JsonElement Json, string Digest)
{
    // Members that hold texts by name, in which null would be taken for a text.
    private static readonly ImmutableHashSet<string> Maps = ["statements", "parts", "record"];

    /// <summary>The body as a typed request; unknown members are refused, so that a typing error is not taken for silence.</summary>
    /// <exception cref="BadBodyException">A member is unknown, has the wrong type, or holds a text that cannot be kept.</exception>
    public T Read<T>()
    {
        try
        {
            RefuseNulls(Json, path: "", isMap: false);
            return Json.Deserialize<T>(Strict) ?? throw new BadBodyException("The body must be a JSON object.");
        }
        catch (JsonException wrong)
        {
            throw new BadBodyException($"{Where(wrong)} cannot be used: {Reason<T>(wrong)}");
        }
    }

    /// <summary>The text of a member; null if it is not there.</summary>
    /// <exception cref="BadBodyException">It is not text.</exception>
    public string? Text(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            return value.Deserialize<string>(Strict)!.Trim();
        }
        catch (JsonException wrong)
        {
            throw new BadBodyException($"'{name}' must be text{(wrong is BadTextException bad ? $": {bad.Message}" : ".")}");
        }
    }

    /// <summary>How everything that callers send is read.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Serialization.Json.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new TextConverter(), new InstantConverter() },
    };

    private static string Where(JsonException wrong) => string.IsNullOrEmpty(wrong.Path) || wrong.Path == "$" ? "The body" : $"'{wrong.Path.TrimStart('$', '.')}'";

    private static string Reason<T>(JsonException wrong) => wrong switch
    {
        BadTextException => wrong.Message,
        _ when wrong.Message.Contains("could not be mapped", StringComparison.Ordinal) =>
            $"the call does not know it. It takes: {string.Join(", ", MembersOf<T>())}.",
        _ => "it has another type than expected. Compare it with the API description.",
    };

    private static ImmutableArray<string> MembersOf<T>() =>
        [.. Strict.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name)];

    private static void RefuseNulls(JsonElement json, string path, bool isMap)
    {
        if (json.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, item) in json.EnumerateArray().Index())
            {
                RefuseNull(item, isHere: true, $"{path}[{index}]");
                RefuseNulls(item, $"{path}[{index}]", isMap: false);
            }
        }
        else if (json.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                RefuseNull(member.Value, isMap, inner);
                RefuseNulls(member.Value, inner, Maps.Contains(member.Name));
            }
        }
    }

    private static void RefuseNull(JsonElement json, bool isHere, string path)
    {
        if (isHere && json.ValueKind is JsonValueKind.Null)
        {
            throw new BadBodyException($"'{path}' is null; leave it out.");
        }
    }
}

/// <summary>Takes only texts that can be kept and shown: valid Unicode of a bounded length, without control characters.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? Accepted(ref reader) : throw new JsonException();

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Accepted(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string Accepted(ref Utf8JsonReader reader)
    {
        string text;
        try
        {
            text = reader.GetString()!.ReplaceLineEndings("\n");
        }
        catch (InvalidOperationException)
        {
            throw new BadTextException("it is not valid Unicode.");
        }

        return TextRules.Objection(text) is { } objection ? throw new BadTextException($"it {objection}.") : text;
    }
}

/// <summary>A text that cannot be kept; <see cref="Exception.Message"/> says why and what to do.</summary>
internal sealed class BadTextException(string message) : JsonException(message);
