using System.Security.Cryptography;
using ChangeManagement.Register;

namespace ChangeManagement.Server;

/// <summary>
/// The file of the audit keys: a line <c>id hex</c> for each, or the hex alone; the last one seals. It belongs on another disk than the data:
/// whoever can write both can forge the register.
/// </summary>
internal static class AuditKeyFile
{
    /// <summary>Reads the keys; in Development makes a first one beside the data.</summary>
    /// <exception cref="StartRefusedException">The file is missing or holds no usable key.</exception>
    public static AuditKeys Load(ServerSettings settings)
    {
        var file = settings.AuditKeyFile ?? Path.Combine(settings.DataPath, "audit.key");
        if (settings.AuditKeyFile is null && !File.Exists(file))
        {
            Directory.CreateDirectory(settings.DataPath);
            File.WriteAllText(file, $"development {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AuditKeys.LeastLength))}\n");
        }

        if (!File.Exists(file))
        {
            throw new StartRefusedException($"The audit key file '{file}' does not exist; make a key with 'openssl rand -hex 32'.");
        }

        var keys = File.ReadAllLines(file).Where(line => line.Trim().Length > 0).Select(Parse).ToList();
        return keys.Count == 0
            ? throw new StartRefusedException($"The audit key file '{file}' is empty; make a key with 'openssl rand -hex 32'.")
            : new AuditKeys(keys[^1].Id, keys.ToDictionary(key => key.Id, key => key.Key, StringComparer.Ordinal));
    }

    private static (string Id, byte[] Key) Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return words.Length == 1 ? ("key", Convert.FromHexString(words[0])) : (words[0], Convert.FromHexString(words[1]));
        }
        catch (FormatException malformed)
        {
            throw new StartRefusedException(
                "A line of the audit key file is not 'id hex'; make a key with 'openssl rand -hex 32'.", malformed);
        }
    }
}
