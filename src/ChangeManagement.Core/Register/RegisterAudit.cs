using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Workflows.Orders;

namespace ChangeManagement.Register;

/// <summary>
/// Verifies the register as it lies in the tables, against its seals and its anchors. Changes are found by their gapless numbers and by the
/// anchors, not by the lists, so that one that was removed altogether is missed.
/// </summary>
public sealed class RegisterAudit(EventLog log, ChangeNumbers numbers, Anchors anchors, AuditKeys keys)
{
    /// <summary>A page names no more faults than this; the first ones tell where to look.</summary>
    public const int MostFaults = 200;

    private const int MostChanges = 1_000;
    private const int MostEvents = 20_000;

    /// <summary>Verifies one change; null if there is none of that number and none was anchored.</summary>
    public async Task<AuditReport?> VerifyChange(string number, CancellationToken cancellation)
    {
        var anchored = await anchors.Read(cancellation);
        var (events, faults) = await Verify(ChangeStreams.Table, number, anchored, cancellation);
        return events.Count == 0 && anchored.Of(number) is null && await log.FindHead(ChangeStreams.Table, number, cancellation) is null
            ? null
            : new AuditReport(Changes: 1, events.Count, faults, Next: null);
    }

    /// <summary>
    /// Verifies a part of the register that is small enough for one call. The first part holds the anchors, the system log and the first
    /// changes.
    /// </summary>
    /// <param name="after">The <see cref="AuditReport.Next"/> of the part before; null: the first part.</param>
    public async Task<AuditReport> VerifyPart(string? after, DateTimeOffset now, CancellationToken cancellation)
    {
        var anchored = await anchors.Read(cancellation);
        var faults = ImmutableArray.CreateBuilder<ChainFault>();
        var (changes, events) = (0L, 0L);
        ImmutableArray<UnknownOutcome> unknown = [];
        if (after is null)
        {
            faults.AddRange(anchored.Faults);
            var (facts, found) = await Verify(SystemLog.Table, SystemLog.Stream, anchored, cancellation);
            faults.AddRange(found);
            events = facts.Count;
            unknown = found.IsEmpty ? UnknownOutcome.In(facts, now) : [];
        }

        var (firstYear, lastVerified) = after is null ? (0, 0) : ChangeNumbers.PlaceOf(after);
        foreach (var year in ChangeNumbers.Years(now).Where(year => year >= firstYear))
        {
            var n = year == firstYear ? lastVerified : 0;
            if (n == 0)
            {
                faults.AddRange(await FaultsOfCounter(year, anchored, cancellation));
            }

            var last = Math.Max((await numbers.FindCounter(year, cancellation))?.Last ?? 0, anchored.LastNumberOf(year));
            var claimed = await numbers.OpenClaims(year, cancellation).Select(claim => claim.Number).ToHashSetAsync(StringComparer.Ordinal, cancellation);
            while (++n <= last)
            {
                var number = ChangeNumbers.NumberOf(year, n);
                var (stored, found) = await Verify(ChangeStreams.Table, number, anchored, cancellation);
                // A claim without its events yet is work in progress, not a loss.
                faults.AddRange(stored.Count == 0 && claimed.Contains(number) && anchored.Of(number) is null ? [] : found);
                changes++;
                events += stored.Count;
                if (changes >= MostChanges || events >= MostEvents || faults.Count >= MostFaults)
                {
                    return new AuditReport(changes, events, faults.ToImmutable(), Next: number) { UnknownOutcomes = unknown };
                }
            }
        }

        return new AuditReport(changes, events, faults.ToImmutable(), Next: null) { UnknownOutcomes = unknown };
    }

    private async Task<IEnumerable<ChainFault>> FaultsOfCounter(int year, Anchored anchored, CancellationToken cancellation)
    {
        var name = Anchor.CounterOf(year);
        while (true)
        {
            var counter = await numbers.FindCounter(year, cancellation);
            var last = counter?.Last ?? 0;
            var isBehind = await log.FindHead(ChangeStreams.Table, ChangeNumbers.NumberOf(year, last + 1), cancellation) is not null;
            // A number that is given out in between is no fault: look again.
            if ((await numbers.FindCounter(year, cancellation))?.Last != counter?.Last)
            {
                continue;
            }

            return ((string?[])
            [
                counter?.FaultFor(year.ToString(CultureInfo.InvariantCulture), keys) is { } forged ? $"The counter was forged. {forged}" : null,
                isBehind || anchored.LastNumberOf(year) > last
                    ? $"The counter was lowered or removed: it says {last}, and {Math.Max(anchored.LastNumberOf(year), last + 1)} numbers were given out." : null,
            ]).OfType<string>().Select(what => new ChainFault(name, last, what));
        }
    }

    private async Task<(IReadOnlyList<StoredEvent> Events, ImmutableArray<ChainFault> Faults)> Verify(
        string table, string stream, Anchored anchored, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await log.FindHead(table, stream, cancellation);
            var events = await log.Read(table, stream, 1, cancellation);
            // An append in between is no fault: read again.
            if ((await log.FindHead(table, stream, cancellation))?.ETag == head?.ETag)
            {
                var faults = ChainVerifier.Verify(stream, head?.Head, events, keys);
                return (events, anchored.FaultOf(stream, events) is { } missing ? faults.Add(missing) : faults);
            }
        }
    }
}

/// <summary>What a verification came to.</summary>
/// <param name="Changes">How many changes were verified.</param>
/// <param name="Events">How many events.</param>
/// <param name="Faults">What is wrong; empty: nothing.</param>
/// <param name="Next">Where the next part begins; null: this was the last.</param>
public sealed record AuditReport(long Changes, long Events, ImmutableArray<ChainFault> Faults, string? Next)
{
    /// <summary>True if nothing is wrong in this part.</summary>
    public bool IsWhole => Faults.IsEmpty;

    /// <summary>
    /// Orders of administrators that were cut short; in the first part. No fault of the register, but something that its log cannot answer. Empty
    /// too when the log itself has faults, for then nothing is to be read out of it.
    /// </summary>
    public ImmutableArray<UnknownOutcome> UnknownOutcomes { get; init; } = [];
}
