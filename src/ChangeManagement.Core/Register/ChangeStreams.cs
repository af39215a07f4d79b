using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;
using ChangeManagement.Telemetry;
using Microsoft.Extensions.Caching.Memory;

namespace ChangeManagement.Register;

/// <summary>Loads changes from their events and appends to them. A change in use is kept and brought up to date from its head.</summary>
public sealed class ChangeStreams(EventLog log) : IDisposable
{
    /// <summary>The table of the changes; a change's number is its partition.</summary>
    public const string Table = "changes";

    // A change with its explained requirements takes tens of kilobytes; the kept ones are to stay well below a hundred megabytes.
    private const int MostKept = 1_000;
    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostKept, CompactionPercentage = 0.2 });

    /// <summary>The change as it is now, or null.</summary>
    public async Task<LoadedChange?> Load(string number, CancellationToken cancellation)
    {
        if (await log.FindHead(Table, number, cancellation) is not { } head)
        {
            return null;
        }

        var known = kept.Get<LoadedChange>(number);
        if (known?.ETag == head.ETag)
        {
            return known;
        }

        var events = await log.Read(Table, number, (known?.Change.Version ?? 0) + 1, cancellation);
        // A reader between two appends may see more events than its head; the head's version is what counts.
        var change = Fold(known?.Change, number, Read(events, head.Head.Version));
        return Keep(new LoadedChange(change!, head.Head, head.ETag));
    }

    /// <summary>The change as it was after a number of its events.</summary>
    public async Task<Change?> LoadAsOf(string number, long version, CancellationToken cancellation)
    {
        var events = await log.Read(Table, number, 1, cancellation);
        return Fold(null, number, Read(events, version));
    }

    /// <summary>The events of a change from a number on, in order.</summary>
    public Task<IReadOnlyList<StoredEvent>> History(string number, long from, CancellationToken cancellation) =>
        log.Read(Table, number, from, cancellation);

    /// <summary>Appends; null if somebody was faster.</summary>
    public async Task<LoadedChange?> Append(
        string number, LoadedChange? known, IReadOnlyList<ChangeEvent> events, Caller caller, DateTimeOffset now,
        IReadOnlyList<TableOperation> alongside, CancellationToken cancellation)
    {
        var fresh = events.Select(@event => new NewEvent(
            EventKinds.Of(@event), PayloadOf(@event), now, caller.Actor, caller.OnBehalfOf, caller.Correlation)).ToList();
        var expected = known is null ? ((StreamHead Head, string ETag)?)null : (known.Head, known.ETag);
        if (await log.Append(Table, number, expected, fresh, alongside, cancellation) is not { } appended)
        {
            return null;
        }

        fresh.ForEach(@event => Measures.Appended(@event.Kind));
        return Keep(new LoadedChange(Fold(known?.Change, number, events.Zip(appended.Events))!, appended.Head, appended.ETag));
    }

    /// <summary>The event that a row holds.</summary>
    /// <exception cref="InvalidOperationException">Its payload was removed by retention, or is of a newer version.</exception>
    public static ChangeEvent Read(StoredEvent stored) => stored.Payload is { } payload
        ? (ChangeEvent)JsonSerializer.Deserialize(payload, Json.Options.GetTypeInfo(EventKinds.TypeOf(stored.Kind)))!
        : throw new InvalidOperationException($"The content of event {stored.Seq} was removed by retention.");

    /// <summary>The payload of an event as JSON.</summary>
    public static string PayloadOf(ChangeEvent @event) =>
        JsonSerializer.Serialize(@event, Json.Options.GetTypeInfo(@event.GetType()));

    private static IEnumerable<(ChangeEvent Event, StoredEvent Stored)> Read(IEnumerable<StoredEvent> events, long upTo) =>
        events.Where(stored => stored.Seq <= upTo).Select(stored => (Read(stored), stored));

    private static Change? Fold(Change? change, string number, IEnumerable<(ChangeEvent Event, StoredEvent Stored)> events) =>
        events.Aggregate(change, (before, next) => ChangeFold.Apply(before, number, next.Event, next.Stored.Actor, next.Stored.At));

    private LoadedChange Keep(LoadedChange loaded) =>
        kept.Set(loaded.Change.Number, loaded, new MemoryCacheEntryOptions { Size = 1 });

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();
}

/// <summary>A change with the head that it was loaded from.</summary>
public sealed record LoadedChange(Change Change, StreamHead Head, string ETag);
