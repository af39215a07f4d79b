using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// One event as it lies in a table. The seal covers every field, the stream's name and the seal before; the payload is covered by its
/// digest, so that retention can remove payloads and leave the chain whole.
/// </summary>
public sealed record StoredEvent
{
    /// <summary>1 for the first event of a stream.</summary>
    public required long Seq { get; init; }

    /// <summary>The stored name of the event.</summary>
    public required string Kind { get; init; }

    /// <summary>The version of the payload's shape; older shapes are brought up to date when read.</summary>
    public required int Version { get; init; }

    /// <summary>The deciding host's clock, never earlier than the event before.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who caused it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>For whom, if for somebody else.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>One id from the request to its notifications.</summary>
    public required string Correlation { get; init; }

    /// <summary>SHA-256 of <see cref="Payload"/>, lower-case hex.</summary>
    public required string PayloadDigest { get; init; }

    /// <summary>The seal of the event before; empty for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The key of the seal.</summary>
    public required string KeyId { get; init; }

    /// <summary>The seal.</summary>
    public required string Mac { get; init; }

    /// <summary>JSON; null once retention has removed it.</summary>
    [JsonConverter(typeof(RawJson))]
    public string? Payload { get; init; }

    /// <summary>The digest of a payload.</summary>
    public static string DigestOf(string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));

    /// <summary>The seal that this event must carry in the named stream.</summary>
    public string SealFor(string stream, AuditKeys keys)
    {
        using var content = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(long)];
        WriteNumber(Seq, number);
        WriteNumber(Version, number);
        WriteNumber(At.UtcTicks, number);
        foreach (var text in (ReadOnlySpan<string?>)
                 [stream, Kind, Actor.Kind.ToString(), Actor.Id, OnBehalfOf, Correlation, PayloadDigest, PreviousHash, KeyId])
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            WriteNumber(text is null ? -1 : bytes.Length, number);
            content.Write(bytes);
        }

        return keys.Seal(KeyId, content.GetBuffer().AsSpan(0, (int)content.Length));

        void WriteNumber(long value, Span<byte> buffer)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, value);
            content.Write(buffer);
        }
    }
}

/// <summary>The head row of a stream: what an append expects, and what tells a truncated stream from a whole one.</summary>
/// <param name="Version">How many events the stream has.</param>
/// <param name="Digest">The seal of the last one.</param>
/// <param name="At">When the last one happened.</param>
/// <param name="Seal">Covers all of it and the stream's name; null: somebody else wrote it.</param>
public sealed record StreamHead(long Version, string Digest, DateTimeOffset At, Seal? Seal)
{
    /// <summary>The sealed head of a stream that ends with an event.</summary>
    public static StreamHead Of(string stream, StoredEvent last, AuditKeys keys)
    {
        var head = new StreamHead(last.Seq, last.Mac, last.At, Seal: null);
        return head with { Seal = keys.Seal(head.ContentFor(stream)) };
    }

    /// <summary>What is wrong with its seal; null: nothing.</summary>
    public string? FaultFor(string stream, AuditKeys keys) => keys.FaultOf(Seal, ContentFor(stream));

    private string ContentFor(string stream) =>
        string.Create(CultureInfo.InvariantCulture, $"head\n{stream}\n{Version}\n{Digest}\n{At.UtcTicks}");
}
