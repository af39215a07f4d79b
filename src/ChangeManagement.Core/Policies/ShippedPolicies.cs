using System.Collections.Immutable;
using System.Reflection;

namespace ChangeManagement.Policies;

/// <summary>The policies that ship inside the product (P1).</summary>
public static class ShippedPolicies
{
    private const string Prefix = "policies/";

    /// <summary>Their files, named <c>policies/advisory-board.yaml</c> and so on.</summary>
    public static ImmutableArray<SourceFile> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SourceFile(name, Text(name)))];

    private static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
