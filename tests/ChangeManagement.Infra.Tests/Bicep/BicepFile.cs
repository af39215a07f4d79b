using System.Collections.Immutable;

namespace ChangeManagement.Infra.Bicep;

/// <summary>What a Bicep file declares.</summary>
internal sealed class BicepFile(string path, Node root)
{
    /// <summary>Its path below <c>infra</c>.</summary>
    public string Path => path;

    /// <summary>All of it.</summary>
    public Node Root => root;

    /// <summary>Its parameters; true: has a default.</summary>
    public ImmutableSortedDictionary<string, bool> Parameters =>
        Of("parameter").ToImmutableSortedDictionary(NameOf, node => node.Children.Length > 2, StringComparer.Ordinal);

    /// <summary>Its variables; in a parameter file what it assigns.</summary>
    public ImmutableSortedDictionary<string, Node> Variables =>
        Of("variable").ToImmutableSortedDictionary(NameOf, node => node.Children[^1], StringComparer.Ordinal);

    /// <summary>Its outputs.</summary>
    public IEnumerable<string> Outputs => Of("output").Select(NameOf);

    /// <summary>The modules that it uses: name, file, and what it gives them.</summary>
    public IEnumerable<(string Name, string File, ImmutableSortedSet<string> Given)> Modules => Of("module").Select(node => (
        NameOf(node), node.Children[1].Literal!,
        node.Body["params"]!.Members.Select(member => member.Name).ToImmutableSortedSet(StringComparer.Ordinal)));

    /// <summary>The resources that it makes: their type without its version, and their body.</summary>
    public IEnumerable<(string Type, Node Body)> Resources => Of("resource")
        .Where(node => !node.Text.Contains("' existing = ", StringComparison.Ordinal))
        .Select(node => (node.Children[1].Literal!.Split('@')[0], node.Body));

    /// <summary>Everything that it declares at its top.</summary>
    public IEnumerable<string> Declared => new[] { "parameter", "variable", "resource", "module" }.SelectMany(Of).Select(NameOf);

    private static string NameOf(Node declaration) => declaration.Children[0].Text;

    private IEnumerable<Node> Of(string kind) => root.Children.Where(node => node.Kind == $"{kind}_declaration");
}
