using System.Security.Cryptography;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// The audit keys as operators write them: a line <c>id hex</c> for each, or the hex alone; the last one seals. They belong under other hands
/// than the data: whoever can write both can forge the register.
/// </summary>
public static class AuditKeyLines
{
    /// <summary>The keys of a text.</summary>
    /// <param name="source">Where they stand, at the beginning of a sentence.</param>
    /// <exception cref="StartRefusedException">It holds no usable key.</exception>
    public static AuditKeys Parse(string text, string source)
    {
        var keys = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => ParseLine(line, source)).ToList();
        return keys.Count == 0 ? throw new StartRefusedException($"{source} is empty; make a key with 'openssl rand -hex 32'.")
            : keys[^1].Key.Length < AuditKeys.LeastLength ? throw new StartRefusedException(
                $"{source} ends with a key that is shorter than {AuditKeys.LeastLength} bytes; make one with 'openssl rand -hex 32'.")
            : new AuditKeys(keys[^1].Id, keys.ToDictionary(key => key.Id, key => key.Key, StringComparer.Ordinal));
    }

    /// <summary>A new key of that id.</summary>
    public static string Create(string id) => $"{id} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AuditKeys.LeastLength))}\n";

    private static (string Id, byte[] Key) ParseLine(string line, string source)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return words.Length == 1 ? ("key", Convert.FromHexString(words[0])) : (words[0], Convert.FromHexString(words[1]));
        }
        catch (FormatException malformed)
        {
            throw new StartRefusedException($"{source} has a line that is not 'id hex'; make a key with 'openssl rand -hex 32'.", malformed);
        }
    }
}
