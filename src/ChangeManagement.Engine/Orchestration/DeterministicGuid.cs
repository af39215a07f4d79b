using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>An id made of instance, time and a counter: the same at every replay.</summary>
internal static class DeterministicGuid
{
    public static Guid Create(string instanceId, DateTimeOffset now, int counter)
    {
        Span<byte> source = stackalloc byte[12 + (instanceId.Length * 3)];
        BinaryPrimitives.WriteInt64BigEndian(source, now.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(source[8..], counter);
        var length = 12 + Encoding.UTF8.GetBytes(instanceId, source[12..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source[..length], hash);

        // Version 8: made by a rule of one's own; variant of RFC 9562.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
