namespace ChangeManagement.Register;

/// <summary>What can be the key of a row in either store.</summary>
public static class TableKeys
{
    /// <summary>The longest key, in characters.</summary>
    public const int Longest = 512;

    /// <summary>True if a row may have the key: nothing that cannot be one names anything that exists.</summary>
    public static bool IsKey(string key) => key.Length <= Longest && key.All(IsAllowed);

    /// <summary>True for a character that keys may hold.</summary>
    public static bool IsAllowed(char letter) => letter is not ('/' or '\\' or '#' or '?') && !char.IsControl(letter);
}
