using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads single values; what cannot be read is complained about where it stands and a harmless value returned.</summary>
internal static partial class YamlValues
{
    public static string Text(this YamlNode node)
    {
        if (node is YamlScalar { Value.Length: > 0 } scalar)
        {
            return scalar.Value;
        }

        node.Fail($"'{node.Label}' must be a text");
        return "";
    }

    public static ImmutableArray<string> Texts(this YamlNode node) => [.. node.Items().Select(item => item.Text())];

    /// <summary>Each item of a list, read; nothing if the list is left out.</summary>
    public static ImmutableArray<T> Each<T>(this YamlNode? node, Func<YamlNode, T> read) =>
        node is null ? [] : [.. node.Items().Select(read)];

    /// <summary>By name, in the order of the alphabet.</summary>
    public static ImmutableSortedDictionary<string, T> ByName<T>(this IEnumerable<T> items, Func<T, string> name) =>
        items.ToImmutableSortedDictionary(name, item => item, StringComparer.Ordinal);

    public static bool Flag(this YamlNode node)
    {
        if (node is YamlScalar { Value: "true" or "false" } flag)
        {
            return flag.Value == "true";
        }

        node.Fail($"'{node.Label}' must be true or false");
        return false;
    }

    public static int Whole(this YamlNode node, int least, int most)
    {
        if (node is YamlScalar scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        node.Fail($"'{node.Label}' must be a whole number from {least} to {most}");
        return least;
    }

    public static DateOnly Date(this YamlNode node)
    {
        if (node is YamlScalar scalar
            && DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        node.Fail($"'{node.Label}' must be a date such as 2026-01-31");
        return default;
    }

    /// <summary>A name that must be declared elsewhere; <paramref name="kind"/> is what it names: <c>role</c>.</summary>
    public static string Name(this YamlNode node, string kind, IEnumerable<string> known)
    {
        var name = node.Text();
        if (name.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
        {
            node.Fail($"unknown {kind} '{name}'{Nearest.Hint(name, known)}");
        }

        return name;
    }

    public static ImmutableArray<string> Names(this YamlNode node, string kind, IEnumerable<string> known) =>
        [.. node.Items().Select(item => item.Name(kind, known))];

    /// <summary>A word of a closed set.</summary>
    public static T Word<T>(this YamlNode node, string kind) where T : struct, Enum =>
        EnumWords<T>.All.GetValueOrDefault(node.Name(kind, EnumWords<T>.All.Keys));

    public static ImmutableArray<T> Words<T>(this YamlNode node, string kind) where T : struct, Enum =>
        [.. node.Items().Select(item => item.Word<T>(kind))];

    /// <summary>The entries of a map whose keys the author names; a key that is no proper name is refused.</summary>
    public static IEnumerable<YamlEntry> Named(this YamlNode? node, string kind)
    {
        foreach (var entry in node?.Entries() ?? [])
        {
            if (!ProperName().IsMatch(entry.Name))
            {
                entry.Key.Fail($"'{entry.Name}' is no name for a {kind}: use lower-case letters, digits, '-' and '_', at most 64");
            }

            yield return entry;
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProperName();
}
