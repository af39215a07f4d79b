using System.Collections.Immutable;

namespace ChangeManagement.Policies.Reading;

/// <summary>
/// A map that is read key by key. The keys that were asked for are the known ones: disposing it refuses all others with the nearest
/// known key, so no list of keys is kept beside the code that reads them.
/// </summary>
internal sealed class YamlMap : IDisposable
{
    private readonly YamlNode node;
    private readonly string what;
    private readonly ImmutableArray<YamlEntry> entries;
    private readonly SortedSet<string> asked = new(StringComparer.Ordinal);

    public YamlMap(YamlNode node, string what)
    {
        this.node = node;
        this.what = what;
        IsMap = node is YamlMapping;
        entries = node is YamlMapping mapping ? mapping.Entries : [];
        if (!IsMap)
        {
            node.Fail($"{what} must be a map");
        }
    }

    /// <summary>False if something else stood there; that has been said already.</summary>
    public bool IsMap { get; }

    /// <summary>The value of an optional key; null if it is left out or left empty.</summary>
    public YamlNode? Find(string key)
    {
        asked.Add(key);
        var value = entries.FirstOrDefault(entry => entry.Name == key)?.Value;
        return value is YamlScalar { Value: "" } ? null : value;
    }

    /// <summary>The value of a key that must be there.</summary>
    public YamlNode? Need(string key)
    {
        var value = Find(key);
        if (value is null && IsMap)
        {
            node.Fail($"{what} needs '{key}'");
        }

        return value;
    }

    /// <summary>The text of a key that must be there.</summary>
    public string Text(string key) => Need(key)?.Text() ?? "";

    /// <summary>The text of an optional key.</summary>
    public string? TextOrNull(string key) => Find(key)?.Text();

    /// <summary>A flag that is false unless it is said.</summary>
    public bool Flag(string key) => Find(key)?.Flag() ?? false;

    public void Fail(string message) => node.Fail(message);

    public void Dispose()
    {
        foreach (var entry in entries.Where(entry => !asked.Contains(entry.Name)))
        {
            entry.Key.Fail($"{what} has no key '{entry.Name}'{Nearest.Hint(entry.Name, asked)}");
        }
    }
}
