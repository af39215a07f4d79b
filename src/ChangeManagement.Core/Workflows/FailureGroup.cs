using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Workflows;

/// <summary>Groups failures that differ only in numbers and ids.</summary>
public static class FailureGroup
{
    /// <summary>The group of a failure: 16 hexadecimal digits, stable as long as the message is.</summary>
    public static string Of(string errorType, string errorMessage)
    {
        var kind = new StringBuilder(errorType).Append('\n');
        foreach (var character in errorMessage)
        {
            kind.Append(char.IsAsciiHexDigit(character) ? '0' : character);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kind.ToString())).AsSpan(..8));
    }
}
