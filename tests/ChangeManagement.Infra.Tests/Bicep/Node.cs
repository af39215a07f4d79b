using System.Collections.Immutable;

namespace ChangeManagement.Infra.Bicep;

/// <summary>A piece of a Bicep file.</summary>
/// <param name="Kind">What the grammar calls it.</param>
/// <param name="IsBroken">True where the text does not fit the grammar.</param>
internal sealed record Node(string Kind, int Line, string Text, bool IsBroken, ImmutableArray<Node> Children)
{
    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<Node> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The text of a string without its quotes; null if it is none, or is put together.</summary>
    public string? Literal => Kind == "string" && Children.All(child => child.Kind is "string_content" or "escape_sequence")
        ? string.Concat(Children.Select(child => child.Text.Replace(@"\'", "'", StringComparison.Ordinal)))
        : null;

    /// <summary>The object that a declaration makes, in a loop or under a condition too.</summary>
    public Node Body => Kind == "object" ? this : Children[^1].Body;

    /// <summary>The members of an object.</summary>
    public IEnumerable<(string Name, Node Value)> Members =>
        Children.Where(child => child.Kind == "object_property").Select(child => (child.Children[0].Literal ?? child.Children[0].Text, child.Children[1]));

    /// <summary>A member of an object, by its path; null: it has none.</summary>
    public Node? this[params string[] path] => path.Aggregate<string, Node?>(
        this, (node, name) => node?.Members.FirstOrDefault(member => member.Name == name).Value);

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Text[..Math.Min(Text.Length, 80)]}";
}
