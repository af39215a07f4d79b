using System.Collections.Immutable;
using ChangeManagement.Serialization;
using ChangeManagement.Telemetry;

namespace ChangeManagement.Register.Anchoring;

/// <summary>
/// Writes down outside the data how far each stream has come (R2), so that a stream that is cut back, replaced by an older copy or removed
/// together with its head and its number is missed. A row beside the system log remembers the last line, so that a file that is cut off is
/// missed too. It keeps nothing in memory: hosts that share a register, and its anchors, go on where another one ended.
/// </summary>
public sealed class Anchors(IAnchorFile file, ITables tables, EventLog log, ChangeNumbers numbers, AuditKeys keys) : IDisposable
{
    private const string RowKey = "anchor";
    private const int MostLines = 500;
    private const int AtOnce = 32;

    // Whoever can write the data can remove the rows that say what moved, but not for longer than this.
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Anchors all that has moved since the last time. Once a day that is also found by comparing the register with the file.</summary>
    /// <returns>How many lines were written.</returns>
    /// <exception cref="StoreUnavailableException">Nothing is lost; the next time tries again.</exception>
    public async Task<int> Write(DateTimeOffset now, CancellationToken cancellation)
    {
        using var span = Measures.Source.StartActivity("anchor");
        await gate.WaitAsync(cancellation);
        try
        {
            var remembered = await FindMark(cancellation);
            var mark = remembered?.Fault(keys) is null ? remembered : null;
            var end = await FindEnd(remembered, cancellation);
            var moved = await MovedChanges.All(tables, cancellation).ToListAsync(cancellation);
            var numbersMoved = moved.Select(change => change.Number).ToHashSet(StringComparer.Ordinal);
            var isDue = mark is null || now - mark.ComparedAt >= BetweenComparisons || mark.ComparedAt > now;
            if (isDue)
            {
                var anchored = await Anchored.Read(file.ReadLines(0, cancellation), remembered?.Last, keys, cancellation);
                numbersMoved.UnionWith(await Compare(anchored, now, cancellation));
                mark = new AnchorMark(0, "", now, StandingIn(anchored, now), Seal: null);
            }

            var anchors = await StandingStreams(mark!.Standing, now, cancellation);
            foreach (var number in numbersMoved)
            {
                await Add(anchors, ChangeStreams.Table, number, now, cancellation);
            }

            await Append(anchors, end, mark, isDue, cancellation);
            await MovedChanges.Settle(tables, moved, cancellation);
            return anchors.Count;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What is anchored, and what is wrong with the file.</summary>
    public async Task<Anchored> Read(CancellationToken cancellation)
    {
        // The row before the file: what is written in between may not be missed.
        var mark = await FindMark(cancellation);
        return (await Anchored.Read(file.ReadLines(0, cancellation), mark?.Last, keys, cancellation)).Beside(mark, keys);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<AnchorMark?> FindMark(CancellationToken cancellation) =>
        await tables.Get(SystemLog.Table, SystemLog.Stream, RowKey, cancellation) is { } row ? AnchorMark.Read(row.Data) : null;

    /// <summary>Where the next line goes: read from the last line that is remembered, and from the beginning only if that one is not there.</summary>
    private async Task<EndOfFile> FindEnd(AnchorMark? mark, CancellationToken cancellation)
    {
        var from = Math.Max(0, (mark?.Lines ?? 0) - 1);
        var tail = await Anchored.Read(file.ReadLines(from, cancellation), mark?.Last, keys, cancellation);
        if (!tail.HoldsWhatWasWritten)
        {
            from = 0;
            tail = await Anchored.Read(file.ReadLines(from, cancellation), mark!.Last, keys, cancellation);
        }

        return new EndOfFile(from + tail.Lines, tail.LastSeal, tail.HoldsWhatWasWritten && mark?.Fault(keys) is null);
    }

    /// <summary>The changes that are further than the file says.</summary>
    private async Task<List<string>> Compare(Anchored anchored, DateTimeOffset now, CancellationToken cancellation)
    {
        var further = new List<string>();
        foreach (var year in ChangeNumbers.Years(now))
        {
            var given = (await numbers.FindCounter(year, cancellation))?.Last ?? 0;
            for (var first = 1L; first <= given; first += AtOnce)
            {
                var some = Enumerable.Range(0, (int)Math.Min(AtOnce, given - first + 1)).Select(n => ChangeNumbers.NumberOf(year, first + n)).ToList();
                var heads = await Task.WhenAll(some.Select(number => log.FindHead(ChangeStreams.Table, number, cancellation)));
                further.AddRange(some.Zip(heads)
                    .Where(pair => pair.Second is { Head.Version: var version } && version > (anchored.Of(pair.First)?.Version ?? 0))
                    .Select(pair => pair.First));
            }
        }

        return further;
    }

    private static ImmutableSortedDictionary<string, long> StandingIn(Anchored anchored, DateTimeOffset now) =>
        ChangeNumbers.Years(now).Select(Anchor.CounterOf).Append(SystemLog.Stream)
            .ToImmutableSortedDictionary(stream => stream, stream => anchored.Of(stream)?.Version ?? 0, StringComparer.Ordinal);

    /// <summary>The counters and the system log, where they have moved.</summary>
    private async Task<List<Anchor>> StandingStreams(IReadOnlyDictionary<string, long> standing, DateTimeOffset now, CancellationToken cancellation)
    {
        var anchors = new List<Anchor>();
        await Add(anchors, SystemLog.Table, SystemLog.Stream, now, cancellation);
        foreach (var year in ChangeNumbers.Years(now))
        {
            if (await numbers.FindCounter(year, cancellation) is { } counter)
            {
                anchors.Add(new Anchor(Anchor.CounterOf(year), counter.Last, Digest: "", now, Previous: "", Seal: null));
            }
        }

        anchors.RemoveAll(anchor => anchor.Version <= standing.GetValueOrDefault(anchor.Stream));
        return anchors;
    }

    private async Task Add(List<Anchor> anchors, string table, string stream, DateTimeOffset now, CancellationToken cancellation)
    {
        // A head without its seal is left to the verification: anchored, it would look right.
        if (await log.FindHead(table, stream, cancellation) is { Head: var head } && head.FaultFor(stream, keys) is null)
        {
            anchors.Add(new Anchor(stream, head.Version, head.Digest, now, Previous: "", Seal: null));
        }
    }

    private async Task Append(List<Anchor> anchors, EndOfFile end, AnchorMark mark, bool isCompared, CancellationToken cancellation)
    {
        mark = mark with { Lines = end.Lines, Last = end.LastSeal };
        foreach (var batch in anchors.Chunk(MostLines))
        {
            var chained = new List<Anchor>(batch.Length);
            foreach (var anchor in batch)
            {
                chained.Add(anchor.After(chained.Count == 0 ? mark.Last : chained[^1].Seal!.Mac, keys));
            }

            await file.Append(mark.Lines, [.. chained.Select(Json.Write)], cancellation);
            mark = mark with
            {
                Lines = mark.Lines + chained.Count,
                Last = chained[^1].Seal!.Mac,
                Standing = chained.FindAll(anchor => mark.Standing.ContainsKey(anchor.Stream))
                    .Aggregate(mark.Standing, (standing, anchor) => standing.SetItem(anchor.Stream, anchor.Version)),
            };
            await Remember(mark, end, cancellation);
        }

        if (anchors.Count == 0 && isCompared && mark.Lines > 0)
        {
            await Remember(mark, end, cancellation);
        }
    }

    /// <summary>A file that has lost lines is not made to look whole.</summary>
    private async Task Remember(AnchorMark mark, EndOfFile end, CancellationToken cancellation)
    {
        if (end.HoldsWhatWasWritten)
        {
            await tables.Transact(SystemLog.Table, SystemLog.Stream, [new TableOperation.Put(RowKey, Json.Write(mark.SealedBy(keys)))], cancellation);
        }
    }

    /// <param name="HoldsWhatWasWritten">False: it was cut off or exchanged, or what is remembered of it was altered.</param>
    private readonly record struct EndOfFile(long Lines, string LastSeal, bool HoldsWhatWasWritten);
}
