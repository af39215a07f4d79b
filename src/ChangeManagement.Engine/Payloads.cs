using System.Text.Json;

namespace ChangeManagement.Engine;

/// <summary>JSON of what passes between workflows, activities and callers.</summary>
internal static class Payloads
{
    /// <summary>As the declared type when the value fits it, so that declared polymorphism works; else as what it is.</summary>
    public static byte[] Write(object? value, Type? declared, JsonSerializerOptions options)
    {
        if (value is null)
        {
            return "null"u8.ToArray();
        }

        var type = declared is not null && declared.IsInstanceOfType(value) ? declared : value.GetType();
        return JsonSerializer.SerializeToUtf8Bytes(value, type, options);
    }

    public static object? Read(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(json, type, options);
}
