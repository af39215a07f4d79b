using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// Gives out <c>CHG-YYYY-NNN</c> without gaps. A number is claimed only for an accepted request; the claim holds all that is needed to create
/// the change, so a crash in between is finished by the sweeper and leaves no gap.
/// </summary>
public sealed class ChangeNumbers(ITables tables) : IDisposable
{
    /// <summary>The table of the sequence; a year is a partition.</summary>
    public const string Table = "numbers";

    private const string CounterKey = "counter";
    private const string ClaimPrefix = "claim-";
    private const int MostClaims = 200;

    // Contention on one counter is settled in memory first; other processes are met by the ETag.
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Claims the next number of the year of submission (UTC).</summary>
    /// <returns>The claim; or what the same call did before.</returns>
    public async Task<ClaimOutcome> Claim(
        ImmutableArray<ChangeEvent> events, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var year = PartitionOf(now);
        await gate.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (await FindRepetition(caller, now, cancellation) is { } before)
                {
                    return new ClaimOutcome(Claim: null, before);
                }

                var row = await tables.Get(Table, year, CounterKey, cancellation);
                var next = (row is null ? 0 : Json.Read<NumberCounter>(row.Data).Last) + 1;
                var claim = new NumberClaim(
                    NumberOf(year, next), now, caller.Actor, caller.OnBehalfOf, caller.Correlation,
                    [.. events.Select(@event => new ClaimedEvent(EventKinds.Of(@event), ChangeStreams.PayloadOf(@event)))]);
                var counter = Json.Write(new NumberCounter(next));
                TableOperation[] operations =
                [
                    row is null ? new TableOperation.Insert(CounterKey, counter) : new TableOperation.Replace(CounterKey, counter, row.ETag),
                    new TableOperation.Insert(KeyOf(claim.Number), Json.Write(claim)),
                    .. Idempotency.Row(caller, claim.Number, events.Length, now),
                ];
                if (await tables.Transact(Table, year, operations, cancellation) is TransactionOutcome.Committed)
                {
                    return new ClaimOutcome(claim, Before: null);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What the same call did before; null: nothing. A call of the last days of a year may be repeated in the next.</summary>
    internal async Task<IdempotencyRecord?> FindRepetition(Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var year = PartitionOf(now);
        var earlier = PartitionOf(now - Idempotency.KeptFor);
        return await Idempotency.Find(tables, Table, year, caller, now, cancellation)
            ?? (earlier == year ? null : await Idempotency.Find(tables, Table, earlier, caller, now, cancellation));
    }

    /// <summary>Claims whose change is not known to be complete.</summary>
    public async Task<IReadOnlyList<NumberClaim>> OpenClaims(int year, CancellationToken cancellation) =>
        [.. (await tables.Query(Table, year.ToString(CultureInfo.InvariantCulture), ClaimPrefix, ClaimPrefix + "~", MostClaims, cancellation))
            .Select(row => Json.Read<NumberClaim>(row.Data))];

    /// <summary>Every number that was given out in a year, in order.</summary>
    public async IAsyncEnumerable<string> GivenOut(int year, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = year.ToString(CultureInfo.InvariantCulture);
        var row = await tables.Get(Table, partition, CounterKey, cancellation);
        var last = row is null ? 0 : Json.Read<NumberCounter>(row.Data).Last;
        for (var n = 1L; n <= last; n++)
        {
            yield return NumberOf(partition, n);
        }
    }

    /// <summary>Lets a claim go once its change, its index and its workflow are there.</summary>
    public Task Settle(string number, CancellationToken cancellation) =>
        tables.Transact(Table, YearOf(number), [new TableOperation.Delete(KeyOf(number))], cancellation);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>Three digits at least, growing.</summary>
    private static string NumberOf(string year, long n) => string.Create(CultureInfo.InvariantCulture, $"CHG-{year}-{n:000}");

    private static string PartitionOf(DateTimeOffset at) => at.UtcDateTime.Year.ToString(CultureInfo.InvariantCulture);

    private static string YearOf(string number) => number.Split('-')[1];

    private static string KeyOf(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ClaimPrefix}{long.Parse(number.Split('-')[2], CultureInfo.InvariantCulture):0000000000}");
}

/// <summary>The last number given out in a year.</summary>
public sealed record NumberCounter(long Last);

/// <summary>All that is needed to create the change of a number.</summary>
public sealed record NumberClaim(
    string Number, DateTimeOffset At, Actor Actor, string? OnBehalfOf, string Correlation, ImmutableArray<ClaimedEvent> Events);

/// <summary>One event of a claim: its stored name and its payload.</summary>
public sealed record ClaimedEvent(string Kind, string Payload);

/// <summary>A new claim, or the record of the same call before.</summary>
public sealed record ClaimOutcome(NumberClaim? Claim, IdempotencyRecord? Before);
