using System.Text;
using ChangeManagement.Changes;

namespace ChangeManagement.Register;

/// <summary>A sealed stream of three events, as the register writes it.</summary>
internal static class Chain
{
    public const string Name = "CHG-2026-001";

    public static AuditKeys Keys { get; } = KeysWith("first", "first key, of 32 bytes or longer");

    public static AuditKeys OtherKeys { get; } = KeysWith("other", "other key, of 32 bytes or longer");

    public static IReadOnlyList<StoredEvent> Whole { get; } = Of(Name, Keys, "submitted", "stage-opened", "withdrawn");

    public static StreamHead Head => HeadOf(Whole);

    public static StreamHead HeadOf(IReadOnlyList<StoredEvent> events) => StreamHead.Of(Name, events[^1], Keys);

    public static List<StoredEvent> Of(string stream, AuditKeys keys, params string[] kinds)
    {
        var events = new List<StoredEvent>();
        foreach (var kind in kinds)
        {
            events.Add(Next(stream, keys, events.LastOrDefault(), kind, $$"""{"n":{{events.Count}}}"""));
        }

        return events;
    }

    public static StoredEvent Next(string stream, AuditKeys keys, StoredEvent? previous, string kind, string payload)
    {
        var unsealed = new StoredEvent
        {
            Seq = (previous?.Seq ?? 0) + 1,
            Kind = kind,
            Version = 1,
            At = (previous?.At ?? new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.Zero)) + TimeSpan.FromMinutes(1),
            Actor = Actor.Person("ada"),
            Correlation = "request-1",
            PayloadDigest = StoredEvent.DigestOf(payload),
            PreviousHash = previous?.Mac ?? "",
            KeyId = keys.CurrentId,
            Mac = "",
            Payload = payload,
        };
        return Sealed(unsealed, stream, keys);
    }

    public static StoredEvent Sealed(StoredEvent stored, string stream, AuditKeys keys) => stored with { Mac = stored.SealFor(stream, keys) };

    private static AuditKeys KeysWith(string id, string key) =>
        new(id, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [id] = Encoding.UTF8.GetBytes(key) });
}
