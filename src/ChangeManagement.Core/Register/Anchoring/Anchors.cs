using System.Collections.Concurrent;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register.Anchoring;

/// <summary>
/// Writes down outside the data how far each stream has come (R2), so that a stream that is cut back, replaced by an older copy or removed
/// together with its head and its number is missed. A row beside the system log remembers the last line, so that a file that is cut off is
/// missed too.
/// </summary>
public sealed class Anchors(IAnchorFile file, ITables tables, EventLog log, ChangeNumbers numbers, AuditKeys keys) : IDisposable
{
    private const string RowKey = "anchor";
    private const int MostLines = 500;

    private readonly ConcurrentDictionary<string, byte> moved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> standing = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gate = new(1);
    private string? last;
    private bool isFileWhole;

    /// <summary>Takes note that a change has moved; it is anchored with the next ones.</summary>
    public void Moved(string number) => moved[number] = 0;

    /// <summary>Anchors all that has moved since the last time. The first time, that is found by comparing the register with the file.</summary>
    /// <returns>How many lines were written.</returns>
    public async Task<int> Write(DateTimeOffset now, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (last is null)
            {
                await CatchUp(now, cancellation);
            }

            var anchors = await StandingStreams(now, cancellation);
            foreach (var number in moved.Keys)
            {
                moved.TryRemove(number, out _);
                await Add(anchors, ChangeStreams.Table, number, now, cancellation);
            }

            await Append(anchors, cancellation);
            return anchors.Count;
        }
        catch
        {
            // Whatever is there of it by now, and what is not, is found by comparing again.
            last = null;
            throw;
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
        var row = await tables.Get(SystemLog.Table, SystemLog.Stream, RowKey, cancellation);
        return await Anchored.Read(file.ReadLines(cancellation), row is null ? null : Json.Read<string>(row.Data), keys, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>What moved before this process: its predecessor may have died before it anchored that.</summary>
    private async Task CatchUp(DateTimeOffset now, CancellationToken cancellation)
    {
        var anchored = await Read(cancellation);
        foreach (var year in ChangeNumbers.Years(now))
        {
            standing[Anchor.CounterOf(year)] = anchored.Of(Anchor.CounterOf(year))?.Version ?? 0;
            var given = (await numbers.FindCounter(year, cancellation))?.Last ?? 0;
            for (var n = 1L; n <= given; n++)
            {
                var number = ChangeNumbers.NumberOf(year, n);
                if (await log.FindHead(ChangeStreams.Table, number, cancellation) is { Head.Version: var version }
                    && version > (anchored.Of(number)?.Version ?? 0))
                {
                    Moved(number);
                }
            }
        }

        standing[SystemLog.Stream] = anchored.Of(SystemLog.Stream)?.Version ?? 0;
        isFileWhole = anchored.HoldsWhatWasWritten;
        last = anchored.LastSeal;
    }

    /// <summary>The counters and the system log, where they have moved.</summary>
    private async Task<List<Anchor>> StandingStreams(DateTimeOffset now, CancellationToken cancellation)
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

    private async Task Append(List<Anchor> anchors, CancellationToken cancellation)
    {
        foreach (var batch in anchors.Chunk(MostLines))
        {
            var chained = new List<Anchor>(batch.Length);
            foreach (var anchor in batch)
            {
                chained.Add(anchor.After(chained.Count == 0 ? last! : chained[^1].Seal!.Mac, keys));
            }

            await file.Append([.. chained.Select(Json.Write)], cancellation);
            last = chained[^1].Seal!.Mac;
            chained.FindAll(anchor => standing.ContainsKey(anchor.Stream)).ForEach(anchor => standing[anchor.Stream] = anchor.Version);
            await Remember(last, cancellation);
        }
    }

    /// <summary>A file that has lost lines is not made to look whole.</summary>
    private async Task Remember(string seal, CancellationToken cancellation)
    {
        if (isFileWhole)
        {
            await tables.Transact(SystemLog.Table, SystemLog.Stream, [new TableOperation.Put(RowKey, Json.Write(seal))], cancellation);
        }
    }
}
