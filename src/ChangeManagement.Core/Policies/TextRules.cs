namespace ChangeManagement.Policies;

/// <summary>What every text has to be like that somebody sends, whether in a field, a command or a form, so that it can be kept and shown.</summary>
public static class TextRules
{
    /// <summary>The most characters of a text.</summary>
    public const int Longest = 20_000;

    /// <summary>What is wrong with it, as the end of a sentence that begins with its name; null: nothing.</summary>
    public static string? Objection(string text) =>
        text.Length > Longest ? $"must have {Longest} characters at most"
        : text.Any(letter => char.IsControl(letter) && letter is not '\n' and not '\t') ? "must not hold control characters"
        : null;
}
