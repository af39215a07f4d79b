namespace ChangeManagement.Policies.Reading;

/// <summary>Finds what was probably meant, by the number of letters to change.</summary>
internal static class Nearest
{
    private const int LongestThatIsCompared = 64;
    private const int MostThatAreListed = 12;

    /// <summary>A hint to append to a message: the nearest known name, else the known names while they are few.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Find(name, names) is { } nearest ? $"; did you mean '{nearest}'?"
            : names.Count is > 0 and <= MostThatAreListed ? $"; known are {string.Join(", ", names)}"
            : names.Count == 0 ? "; none is declared"
            : "";
    }

    /// <summary>The message as a sentence: a full stop unless it ends in a question.</summary>
    public static string Sentence(string message) => message.EndsWith('?') ? message : $"{message}.";

    /// <summary>The nearest name, or null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var most = Math.Max(2, name.Length / 3);
        return name.Length > LongestThatIsCompared ? null : known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= most)
            .Select(candidate => (Name: candidate, Distance: Distance(Plain(name), Plain(candidate))))
            .Where(candidate => candidate.Distance <= most && candidate.Distance < name.Length)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    private static int Distance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[other.Length];
    }
}
