using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ChangeManagement.Policies.Reading;

/// <summary>The words that files use for the members of a closed set: <c>implementation-started</c> for ImplementationStarted.</summary>
internal static partial class EnumWords<T> where T : struct, Enum
{
    public static ImmutableSortedDictionary<string, T> All { get; } =
        Enum.GetValues<T>().ToImmutableSortedDictionary(Of, value => value, StringComparer.Ordinal);

    public static string Of(T value) => EnumWords.Boundary().Replace(value.ToString(), "-").ToLowerInvariant();
}

/// <inheritdoc cref="EnumWords{T}"/>
internal static partial class EnumWords
{
    public static string Word<T>(this T value) where T : struct, Enum => EnumWords<T>.Of(value);

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Boundary();
}
