using System.Collections.Immutable;

namespace ChangeManagement.Register;

/// <summary>
/// Verifies the register as it lies in the tables. Changes are found by their gapless numbers, not by the lists, so that one that was
/// removed altogether is missed.
/// </summary>
public sealed class RegisterAudit(EventLog log, ChangeNumbers numbers, AuditKeys keys)
{
    /// <summary>The report names no more faults than this; the first ones tell where to look.</summary>
    public const int MostFaults = 200;

    /// <summary>Verifies one change; null if there is none of that number.</summary>
    public async Task<AuditReport?> VerifyChange(string number, CancellationToken cancellation)
    {
        var (events, faults) = await Verify(ChangeStreams.Table, number, cancellation);
        return events == 0 && await log.FindHead(ChangeStreams.Table, number, cancellation) is null
            ? null
            : new AuditReport(Changes: 1, events, faults);
    }

    /// <summary>Verifies every change and the system log.</summary>
    public async Task<AuditReport> VerifyAll(DateTimeOffset now, CancellationToken cancellation)
    {
        var (events, faults) = await Verify(SystemLog.Table, SystemLog.Stream, cancellation);
        var all = faults.ToBuilder();
        var changes = 0L;
        foreach (var year in ChangeNumbers.Years(now))
        {
            var claimed = await numbers.OpenClaims(year, cancellation).Select(claim => claim.Number).ToHashSetAsync(StringComparer.Ordinal, cancellation);
            await foreach (var number in numbers.GivenOut(year, cancellation))
            {
                var (count, found) = await Verify(ChangeStreams.Table, number, cancellation);
                // A claim without its events yet is work in progress, not a loss.
                all.AddRange(count == 0 && claimed.Contains(number) ? [] : found);
                changes++;
                events += count;
            }
        }

        return new AuditReport(changes, events, [.. all.Take(MostFaults)]);
    }

    private async Task<(long Events, ImmutableArray<ChainFault> Faults)> Verify(string table, string stream, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await log.FindHead(table, stream, cancellation);
            var events = await log.Read(table, stream, 1, cancellation);
            // An append in between is no fault: read again.
            if ((await log.FindHead(table, stream, cancellation))?.ETag == head?.ETag)
            {
                // A new register has no system log yet.
                return table == SystemLog.Table && head is null && events.Count == 0
                    ? (0, [])
                    : (events.Count, ChainVerifier.Verify(stream, head?.Head, events, keys));
            }
        }
    }
}

/// <summary>What a verification came to.</summary>
/// <param name="Changes">How many changes were verified.</param>
/// <param name="Events">How many events.</param>
/// <param name="Faults">What is wrong; empty: nothing.</param>
public sealed record AuditReport(long Changes, long Events, ImmutableArray<ChainFault> Faults)
{
    /// <summary>True if nothing is wrong.</summary>
    public bool IsWhole => Faults.IsEmpty;
}
