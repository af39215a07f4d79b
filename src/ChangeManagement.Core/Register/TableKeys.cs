using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Register;

/// <summary>What can be the key of a row in either store.</summary>
public static class TableKeys
{
    /// <summary>The longest key, in characters.</summary>
    public const int Longest = 512;

    /// <summary>Leaves room in a key for what says which list it is of.</summary>
    private const int LongestEncoded = 256;

    /// <summary>True if a row may have the key: nothing that cannot be one names anything that exists.</summary>
    public static bool IsKey(string key) => key.Length <= Longest && key.All(IsAllowed);

    /// <summary>True for a character that keys may hold.</summary>
    public static bool IsAllowed(char letter) => letter is not ('/' or '\\' or '#' or '?') && !char.IsControl(letter);

    /// <summary>
    /// Text from outside as a part of a key: ASCII letters and digits stay, everything else is written <c>=2F</c>, and the end of a long text is a hash of
    /// the whole. Two texts never give the same part.
    /// </summary>
    public static string Encode(string text)
    {
        var encoded = Uri.EscapeDataString(text).Replace('%', '=');
        // An encoded text never holds a '+': no short one looks like a shortened one.
        return encoded.Length <= LongestEncoded
            ? encoded
            : $"{encoded[..(LongestEncoded / 2)]}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
