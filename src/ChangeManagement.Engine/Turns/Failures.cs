using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Engine.Histories;

namespace ChangeManagement.Engine.Turns;

/// <summary>Groups failures that differ only in numbers and ids.</summary>
internal static class Failures
{
    public static string Hash(TaskError error)
    {
        var kind = new StringBuilder(error.Type).Append('\n');
        foreach (var character in error.Message)
        {
            kind.Append(char.IsAsciiHexDigit(character) ? '0' : character);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kind.ToString())).AsSpan(..8));
    }
}
