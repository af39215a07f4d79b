using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// Append-only, sealed streams of events over tables. A stream is one partition: <c>head</c> and <c>e-00000001…</c>, appended in one
/// transaction with the head's ETag as the expected version. Changes and the system log are both kept in it.
/// </summary>
public sealed class EventLog(ITables tables, AuditKeys keys)
{
    private const string HeadKey = "head";
    private const int PageSize = 500;

    /// <summary>The head of a stream, or null if there is none.</summary>
    public async Task<(StreamHead Head, string ETag)?> FindHead(string table, string stream, CancellationToken cancellation) =>
        await tables.Get(table, stream, HeadKey, cancellation) is { } row ? (Json.Read<StreamHead>(row.Data), row.ETag) : null;

    /// <summary>The events of a stream from a number on, in order.</summary>
    public async Task<IReadOnlyList<StoredEvent>> Read(string table, string stream, long from, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        while (true)
        {
            var page = await tables.Query(table, stream, KeyOf(from + events.Count), "e-~", PageSize, cancellation);
            events.AddRange(page.Select(row => Json.Read<StoredEvent>(row.Data)));
            if (page.Count < PageSize)
            {
                return events;
            }
        }
    }

    /// <summary>
    /// Appends to a stream that is still as the caller knows it. Null if somebody was faster, or one of the rows alongside was in the way:
    /// read again and decide again.
    /// </summary>
    /// <exception cref="RegisterAlteredException">The head was not written with the key.</exception>
    /// <param name="known">The head that the caller decided on; null: the stream must not exist.</param>
    /// <param name="alongside">Rows of the same partition that belong to the same fact.</param>
    public async Task<Appended?> Append(
        string table, string stream, (StreamHead Head, string ETag)? known, IReadOnlyList<NewEvent> events,
        IReadOnlyList<TableOperation> alongside, CancellationToken cancellation)
    {
        if (known?.Head.FaultFor(stream, keys) is { } fault)
        {
            throw new RegisterAlteredException($"The head of {stream}", fault);
        }

        var sealedEvents = Seal(stream, known?.Head, events);
        var head = StreamHead.Of(stream, sealedEvents[^1], keys);
        var headRow = Json.Write(head);
        TableOperation[] operations =
        [
            known is { } expected ? new TableOperation.Replace(HeadKey, headRow, expected.ETag) : new TableOperation.Insert(HeadKey, headRow),
            .. sealedEvents.Select(stored => new TableOperation.Insert(KeyOf(stored.Seq), Json.Write(stored))),
            .. alongside,
        ];
        return await tables.Transact(table, stream, operations, cancellation) is TransactionOutcome.Committed committed
            ? new Appended(sealedEvents, head, committed.ETags[0], [.. committed.ETags.Skip(1 + sealedEvents.Count)])
            : null;
    }

    private List<StoredEvent> Seal(string stream, StreamHead? head, IReadOnlyList<NewEvent> events)
    {
        var (seq, digest, at) = head is null ? (0, "", DateTimeOffset.MinValue) : (head.Version, head.Digest, head.At);
        var stored = new List<StoredEvent>(events.Count);
        foreach (var @event in events)
        {
            var unsealed = new StoredEvent
            {
                Seq = seq + 1,
                Kind = @event.Kind,
                Version = 1,
                At = @event.At < at ? at : @event.At,
                Actor = @event.Actor,
                OnBehalfOf = @event.OnBehalfOf,
                Correlation = @event.Correlation,
                PayloadDigest = StoredEvent.DigestOf(@event.Payload),
                PreviousHash = digest,
                KeyId = keys.CurrentId,
                Mac = "",
                Payload = @event.Payload,
            };
            var complete = unsealed with { Mac = unsealed.SealFor(stream, keys) };
            stored.Add(complete);
            (seq, digest, at) = (complete.Seq, complete.Mac, complete.At);
        }

        return stored;
    }

    private static string KeyOf(long seq) => string.Create(CultureInfo.InvariantCulture, $"e-{seq:00000000}");
}

/// <summary>An event that is to be appended. <paramref name="Payload"/> is JSON.</summary>
public sealed record NewEvent(string Kind, string Payload, DateTimeOffset At, Actor Actor, string? OnBehalfOf, string Correlation);

/// <summary>What an append wrote, and the head that it left.</summary>
/// <param name="ETag">The head's.</param>
/// <param name="AlongsideETags">Those of the rows alongside, in their order.</param>
public sealed record Appended(IReadOnlyList<StoredEvent> Events, StreamHead Head, string ETag, IReadOnlyList<string> AlongsideETags);
