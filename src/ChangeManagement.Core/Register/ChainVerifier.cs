using System.Collections.Immutable;

namespace ChangeManagement.Register;

/// <summary>
/// Finds what was done to a sealed stream: events altered, inserted, removed, moved, or cut off at the end. Pure, so that an export can be
/// verified far from the server, with the keys alone.
/// </summary>
public static class ChainVerifier
{
    /// <summary>Everything that is wrong with a stream, in the order of its events; empty: it is whole.</summary>
    /// <param name="stream">The name that the seals were made for: a change's number, or <c>log</c>.</param>
    /// <param name="head">The head row; null: it is missing.</param>
    /// <param name="events">Every event of the stream, in the order in which it lies there.</param>
    /// <param name="keys">Every key that sealed one of them.</param>
    public static ImmutableArray<ChainFault> Verify(
        string stream, StreamHead? head, IReadOnlyList<StoredEvent> events, AuditKeys keys)
    {
        var faults = ImmutableArray.CreateBuilder<ChainFault>();
        for (var i = 0; i < events.Count; i++)
        {
            var previous = i == 0 ? null : events[i - 1];
            faults.AddRange(FaultsOf(stream, previous, events[i], keys).Select(what => new ChainFault(stream, events[i].Seq, what)));
        }

        if (HeadFault(head, events.LastOrDefault()) is { } wrong)
        {
            faults.Add(new ChainFault(stream, head?.Version ?? 0, wrong));
        }

        if (head?.FaultFor(stream, keys) is { } forged)
        {
            faults.Add(new ChainFault(stream, head.Version, $"The head was forged. {forged}"));
        }

        return faults.ToImmutable();
    }

    private static IEnumerable<string> FaultsOf(string stream, StoredEvent? previous, StoredEvent stored, AuditKeys keys)
    {
        var expected = (previous?.Seq ?? 0) + 1;
        if (stored.Seq != expected)
        {
            yield return $"Event {expected} is not there; event {stored.Seq} stands in its place.";
        }

        if (stored.PreviousHash != (previous?.Mac ?? ""))
        {
            yield return "It does not follow from the event before it: one was altered, inserted, removed or moved.";
        }

        if (previous is not null && stored.At < previous.At)
        {
            yield return "It is earlier than the event before it.";
        }

        if (stored.Payload is { } payload && StoredEvent.DigestOf(payload) != stored.PayloadDigest)
        {
            yield return "Its content was altered.";
        }

        if (!keys.Knows(stored.KeyId))
        {
            yield return $"It is sealed with the key '{stored.KeyId}', which is not among the keys; add it to the key file.";
        }
        else if (stored.SealFor(stream, keys) != stored.Mac)
        {
            yield return "Its seal is not right: a field was altered, or it belongs to another stream.";
        }
    }

    private static string? HeadFault(StreamHead? head, StoredEvent? last) => (head, last) switch
    {
        (null, null) => "There are no events.",
        (null, _) => "The head is missing.",
        (_, null) => $"All {head.Version} events are gone.",
        _ when head.Version > last.Seq => $"The last {head.Version - last.Seq} events were cut off.",
        _ when head.Version < last.Seq => $"The head says {head.Version} events; more were added behind its back.",
        _ when head.Digest != last.Mac => "The head does not name the last event.",
        _ => null,
    };
}

/// <summary>Something that is wrong with a stream.</summary>
/// <param name="Stream">The change's number, or <c>log</c>.</param>
/// <param name="Seq">The event, or how many events the head knows of; 0: the stream as a whole.</param>
/// <param name="What">In a sentence.</param>
public sealed record ChainFault(string Stream, long Seq, string What);
