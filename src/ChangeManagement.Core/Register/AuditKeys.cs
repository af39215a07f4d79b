using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Register;

/// <summary>
/// The keys that seal the register, kept outside of the data that they protect. New events are sealed with the current key; older keys stay
/// known so that older events can be verified.
/// </summary>
public sealed class AuditKeys(string currentId, IReadOnlyDictionary<string, byte[]> keys)
{
    /// <summary>The least length of a key, in bytes.</summary>
    public const int LeastLength = 32;

    /// <summary>The id of the key for new events.</summary>
    public string CurrentId { get; } = keys.TryGetValue(currentId, out var key) && key.Length >= LeastLength
        ? currentId
        : throw new ArgumentException($"The audit key '{currentId}' is missing or shorter than {LeastLength} bytes.", nameof(currentId));

    /// <summary>True if events that this key sealed can be verified here.</summary>
    public bool Knows(string keyId) => keys.ContainsKey(keyId);

    /// <summary>HMAC-SHA256 under the named key, lower-case hex.</summary>
    /// <exception cref="KeyNotFoundException">The key is not configured here.</exception>
    public string Seal(string keyId, ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(keys[keyId], content));

    /// <summary>Seals a text with the current key.</summary>
    public Seal Seal(string content) => new(CurrentId, Seal(CurrentId, Encoding.UTF8.GetBytes(content)));

    /// <summary>What is wrong with the seal of a text; null: it is right.</summary>
    public string? FaultOf(Seal? seal, string content) =>
        seal is null ? "It is not sealed."
        : !Knows(seal.KeyId) ? $"It is sealed with the key '{seal.KeyId}', which is not among the keys; add it to the key file."
        : Seal(seal.KeyId, Encoding.UTF8.GetBytes(content)) != seal.Mac ? "Its seal is not right: it was altered, or belongs elsewhere."
        : null;
}

/// <summary>Shows that a row was written by who has the key.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Mac">HMAC-SHA256, lower-case hex.</param>
public sealed record Seal(string KeyId, string Mac);
