using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register.Anchoring;

/// <summary>What the anchor file says, and what is wrong with it.</summary>
public sealed class Anchored
{
    /// <summary>What faults of the file itself are reported under.</summary>
    public const string Stream = "anchors";

    private readonly Dictionary<string, Anchor> furthest = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> numbers = [];
    private readonly ImmutableArray<ChainFault>.Builder faults = ImmutableArray.CreateBuilder<ChainFault>();

    private Anchored()
    {
    }

    /// <summary>Lines altered, inserted, removed or moved, and what is missing at the end.</summary>
    public ImmutableArray<ChainFault> Faults => faults.ToImmutable();

    /// <summary>How many lines were read.</summary>
    public int Lines { get; private set; }

    /// <summary>The seal of the last readable line; empty: there is none.</summary>
    public string LastSeal { get; private set; } = "";

    /// <summary>False: the file was cut off, or another one lies in its place.</summary>
    public bool HoldsWhatWasWritten { get; private set; }

    /// <summary>Reads the file, or the end of it.</summary>
    /// <param name="written">The seal of a line that was written to it; null: none is known of.</param>
    public static async Task<Anchored> Read(IAsyncEnumerable<string> lines, string? written, AuditKeys keys, CancellationToken cancellation)
    {
        var anchored = new Anchored { HoldsWhatWasWritten = written is null };
        string? previous = "";
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            anchored.Lines++;
            var anchor = Parse(line);
            if (anchor is null || anchor.Fault(keys) is not null)
            {
                anchored.Blame(anchored.Lines, anchor?.Fault(keys) ?? "It is damaged.");
                previous = null;
                continue;
            }

            if (previous is not null && anchor.Previous != previous)
            {
                anchored.Blame(anchored.Lines, "It does not follow from the line before it: one was inserted, removed or moved.");
            }

            anchored.Take(anchor);
            anchored.HoldsWhatWasWritten |= anchor.Seal!.Mac == written;
            previous = anchored.LastSeal = anchor.Seal.Mac;
        }

        if (!anchored.HoldsWhatWasWritten)
        {
            anchored.Blame(anchored.Lines, "What was written after this line is gone: the anchor file was cut off, emptied or exchanged.");
        }

        return anchored;
    }

    /// <summary>With what is wrong with what the data remembers of the file.</summary>
    internal Anchored Beside(AnchorMark? mark, AuditKeys keys)
    {
        if (mark?.Fault(keys) is not null)
        {
            Blame(Lines, "What the data remembers of this file was altered: it cannot show whether the file was cut off.");
        }

        return this;
    }

    /// <summary>How far a stream had come when it was anchored last; null: never.</summary>
    public Anchor? Of(string stream) => furthest.GetValueOrDefault(stream);

    /// <summary>The last number of a year that was given out when it was anchored; 0: none.</summary>
    public long LastNumberOf(int year) => Math.Max(Of(Anchor.CounterOf(year))?.Version ?? 0, numbers.GetValueOrDefault(year));

    /// <summary>What is wrong with a stream that is to hold what was anchored; null: nothing.</summary>
    public ChainFault? FaultOf(string stream, IReadOnlyList<StoredEvent> events) => Of(stream) is not { } anchor ? null
        : events.Count < anchor.Version ? new ChainFault(
            stream, anchor.Version, $"It was cut back or replaced by an older copy: {anchor.Version} events were anchored on {anchor.At:u}, {events.Count} are there.")
        : events[(int)anchor.Version - 1].Mac != anchor.Digest ? new ChainFault(
            stream, anchor.Version, $"It was replaced: event {anchor.Version} is not the one that was anchored on {anchor.At:u}.")
        : null;

    private static Anchor? Parse(string line)
    {
        try
        {
            return Json.Read<Anchor>(line) is { Stream: not null, Previous: not null, Version: > 0 } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Take(Anchor anchor)
    {
        if (Of(anchor.Stream) is not { } before || before.Version < anchor.Version)
        {
            furthest[anchor.Stream] = anchor;
        }

        if (ChangeIndex.IsNumber(anchor.Stream))
        {
            var (year, n) = ChangeNumbers.PlaceOf(anchor.Stream);
            numbers[year] = Math.Max(n, numbers.GetValueOrDefault(year));
        }
    }

    private void Blame(int line, string what) => faults.Add(new ChainFault(Stream, line, what));
}
