namespace ChangeManagement.Policies.Conditions;

/// <summary>Puts words together.</summary>
internal static class Phrases
{
    /// <summary><c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Or(this IEnumerable<string> words) => List(words, "or");

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string And(this IEnumerable<string> words) => List(words, "and");

    /// <summary><c>rollback-plan</c> as people write it: <c>Rollback plan</c>.</summary>
    public static string Title(string name)
    {
        var spaced = name.Replace('-', ' ').Replace('_', ' ');
        return spaced.Length == 0 ? "" : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }

    private static string List(IEnumerable<string> words, string conjunction) => words.ToArray() switch
    {
        [] => "nothing",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} {conjunction} {last}",
    };
}
