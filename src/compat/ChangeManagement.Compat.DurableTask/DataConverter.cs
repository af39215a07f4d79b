using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Makes text of what is stored, and back.</summary>
public abstract class DataConverter
{
    /// <summary>As text; null stays null.</summary>
    [return: NotNullIfNotNull("value")]
    public abstract string? Serialize(object? value);

    /// <summary>From text; null stays null.</summary>
    [return: NotNullIfNotNull("data")]
    public abstract object? Deserialize(string? data, Type targetType);
}
