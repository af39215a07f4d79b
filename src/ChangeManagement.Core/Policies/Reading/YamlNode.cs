using System.Collections.Immutable;

namespace ChangeManagement.Policies.Reading;

/// <summary>A node of a file that knows where it stands and where to complain. Whoever reads it never passes positions around.</summary>
/// <param name="problems">Where complaints go.</param>
/// <param name="label">The key under which it stands, for messages.</param>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
internal abstract class YamlNode(Problems problems, string label, int line, int column)
{
    public string Label => label;

    public int Line => line;

    public int Column => column;

    public void Fail(string message) => problems.Add(line, column, message);

    /// <summary>The node as a map with known keys; <paramref name="what"/> names it in messages: <c>a stage</c>.</summary>
    public YamlMap Map(string what) => new(this, what);

    /// <summary>The entries of a map whose keys are names of the author's own.</summary>
    public ImmutableArray<YamlEntry> Entries()
    {
        if (this is YamlMapping mapping)
        {
            return mapping.Entries;
        }

        Fail($"'{label}' must be a map of names");
        return [];
    }

    /// <summary>The items of a list; one item may stand alone.</summary>
    public ImmutableArray<YamlNode> Items() => this switch
    {
        YamlSequence sequence => sequence.Items,
        _ => [this],
    };
}

/// <summary>Text of any sort; what it means is the reader's to say.</summary>
internal sealed class YamlScalar(Problems problems, string label, int line, int column, string value)
    : YamlNode(problems, label, line, column)
{
    public string Value => value;
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(Problems problems, string label, int line, int column, ImmutableArray<YamlNode> items)
    : YamlNode(problems, label, line, column)
{
    public new ImmutableArray<YamlNode> Items => items;
}

/// <summary>A map; a value of null was left empty.</summary>
internal sealed class YamlMapping(Problems problems, string label, int line, int column, ImmutableArray<YamlEntry> entries)
    : YamlNode(problems, label, line, column)
{
    public new ImmutableArray<YamlEntry> Entries => entries;
}

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    public string Name => Key.Value;
}
