using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// Gives out <c>CHG-YYYY-NNN</c> without gaps. A number is claimed only for an accepted request; the claim holds all that is needed to create
/// the change, so a crash in between is finished by the sweeper and leaves no gap.
/// </summary>
public sealed class ChangeNumbers(ITables tables, AuditKeys keys) : IDisposable
{
    /// <summary>The table of the sequence; a year is a partition.</summary>
    public const string Table = "numbers";

    private const string CounterKey = "counter";
    private const string ClaimPrefix = "claim-";
    private const int FirstYear = 2020;

    // A claim is at most three rows beside the counter, of the 100 that a transaction takes.
    private const int MostPerTransaction = 32;

    // Far below what a transaction takes, for characters that take up to eight bytes on their way: the last one to join may be large itself.
    private const int MostCharactersPerTransaction = 1 << 19;

    // Contention on one counter is settled in memory first: whoever holds the gate claims for all who wait, in one transaction. Other
    // processes are met by the ETag.
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentQueue<Waiting> queue = new();

    /// <summary>Claims the next number of the year of submission (UTC).</summary>
    /// <returns>The claim; or what the same call did before.</returns>
    public async Task<ClaimOutcome> Claim(
        ImmutableArray<ChangeEvent> events, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var claimed = events.Select(@event => new ClaimedEvent(EventKinds.Of(@event), ChangeStreams.PayloadOf(@event)));
        var mine = new Waiting([.. claimed], caller, now, cancellation);
        queue.Enqueue(mine);
        await gate.WaitAsync(cancellation);
        try
        {
            while (!mine.Outcome.Task.IsCompleted)
            {
                await ClaimFor(NextBatch());
            }
        }
        finally
        {
            gate.Release();
        }

        return await mine.Outcome.Task;
    }

    /// <summary>
    /// Those who still wait for a number of the same year; of calls with the same key only the first, so that the others find it done.
    /// </summary>
    private List<Waiting> NextBatch()
    {
        var batch = new List<Waiting>();
        var later = new List<Waiting>();
        while (batch.Count < MostPerTransaction && batch.Sum(waiting => waiting.Size) < MostCharactersPerTransaction && queue.TryDequeue(out var next))
        {
            if (next.Cancellation.IsCancellationRequested)
            {
                next.Outcome.TrySetCanceled(next.Cancellation);
                continue;
            }

            (batch.TrueForAll(next.MayJoin) ? batch : later).Add(next);
        }

        later.ForEach(queue.Enqueue);
        return batch;
    }

    private async Task ClaimFor(List<Waiting> batch)
    {
        try
        {
            // What one caller cancels must not cancel the others.
            while (!await TryClaimFor(batch, CancellationToken.None))
            {
            }
        }
        catch (Exception failure)
        {
            batch.ForEach(waiting => waiting.Outcome.TrySetException(failure));
        }
    }

    private async Task<bool> TryClaimFor(List<Waiting> batch, CancellationToken cancellation)
    {
        // The counter before the keys: whoever claims with one of them after it was looked for moves the counter under us, on whichever host.
        var year = PartitionOf(batch[0].Now);
        var row = await tables.Get(Table, year, CounterKey, cancellation);
        var fresh = new List<Waiting>();
        foreach (var waiting in batch.Where(waiting => !waiting.Outcome.Task.IsCompleted))
        {
            if (await FindRepetition(waiting.Caller, waiting.Now, cancellation) is { } before)
            {
                waiting.Outcome.SetResult(new ClaimOutcome(Claim: null, before));
            }
            else
            {
                fresh.Add(waiting);
            }
        }

        if (fresh.Count == 0)
        {
            return true;
        }

        var last = row is null ? 0 : Trusted(year, Json.Read<NumberCounter>(row.Data)).Last;
        var claims = fresh.Select((waiting, index) => ClaimOf(waiting, NumberOf(year, last + index + 1))).ToList();
        var counter = Json.Write(NumberCounter.Of(year, last + claims.Count, keys));
        TableOperation[] operations =
        [
            row is null ? new TableOperation.Insert(CounterKey, counter) : new TableOperation.Replace(CounterKey, counter, row.ETag),
            .. claims.Select(claim => new TableOperation.Insert(KeyOf(claim.Number), Json.Write(claim))),
            .. fresh.Zip(claims).SelectMany(pair =>
                Idempotency.Row(pair.First.Caller, pair.Second.Number, pair.First.Events.Length, pair.First.Now)),
            .. fresh.SelectMany(waiting => Idempotency.Expiry(waiting.Caller, Table, year, waiting.Now)),
        ];
        if (await tables.Transact(Table, year, operations, cancellation) is not TransactionOutcome.Committed)
        {
            return false;
        }

        foreach (var (waiting, claim) in fresh.Zip(claims))
        {
            waiting.Outcome.SetResult(new ClaimOutcome(claim, Before: null));
        }

        return true;
    }

    private static NumberClaim ClaimOf(Waiting waiting, string number) => new(
        number, waiting.Now, waiting.Caller.Actor, waiting.Caller.OnBehalfOf, waiting.Caller.Correlation, waiting.Events);

    /// <summary>What the same call did before; null: nothing. A call of the last days of a year may be repeated in the next.</summary>
    internal async Task<IdempotencyRecord?> FindRepetition(Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var year = PartitionOf(now);
        var earlier = PartitionOf(now - Idempotency.KeptFor);
        return await Idempotency.Find(tables, Table, year, caller, now, cancellation)
            ?? (earlier == year ? null : await Idempotency.Find(tables, Table, earlier, caller, now, cancellation));
    }

    /// <summary>Removes the keys of callers that have expired; those of the last days of a year expire in the next.</summary>
    public async Task ForgetKeys(DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var year in new[] { PartitionOf(now.AddYears(-1)), PartitionOf(now) })
        {
            await Idempotency.Forget(tables, Table, year, now, cancellation);
        }
    }

    /// <summary>The years that may have numbers.</summary>
    public static IEnumerable<int> Years(DateTimeOffset now) => Enumerable.Range(FirstYear, now.UtcDateTime.Year - FirstYear + 1);

    /// <summary>The numbers of a year whose change is not known to be complete, each with its claim, which may be unreadable.</summary>
    public async IAsyncEnumerable<(string Number, Func<NumberClaim> Claim)> OpenClaims(
        int year, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = year.ToString(CultureInfo.InvariantCulture);
        await foreach (var row in tables.WithPrefix(Table, partition, ClaimPrefix, cancellation))
        {
            var number = NumberOf(partition, long.Parse(row.Key.AsSpan(ClaimPrefix.Length), CultureInfo.InvariantCulture));
            yield return (number, () => Json.Read<NumberClaim>(row.Data));
        }
    }

    /// <summary>The counter of a year as it lies there, whoever wrote it; null: there is none.</summary>
    public async Task<NumberCounter?> FindCounter(int year, CancellationToken cancellation) =>
        await tables.Get(Table, year.ToString(CultureInfo.InvariantCulture), CounterKey, cancellation) is { } row ? Json.Read<NumberCounter>(row.Data) : null;

    /// <summary>Lets a claim go once its change, its index and its workflow are there.</summary>
    public Task Settle(string number, CancellationToken cancellation) =>
        tables.Transact(Table, YearOf(number), [new TableOperation.Delete(KeyOf(number))], cancellation);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private NumberCounter Trusted(string year, NumberCounter counter) => counter.FaultFor(year, keys) is { } fault
        ? throw new RegisterAlteredException($"The counter of {year}", fault)
        : counter;

    /// <summary>The number of a place in the sequence of a year.</summary>
    public static string NumberOf(int year, long n) => NumberOf(year.ToString(CultureInfo.InvariantCulture), n);

    /// <summary>The year of a number and its place in the sequence of the year.</summary>
    public static (int Year, long N) PlaceOf(string number) =>
        (int.Parse(YearOf(number), CultureInfo.InvariantCulture), long.Parse(number.Split('-')[2], CultureInfo.InvariantCulture));

    /// <summary>Three digits at least, growing.</summary>
    private static string NumberOf(string year, long n) => string.Create(CultureInfo.InvariantCulture, $"CHG-{year}-{n:000}");

    private static string PartitionOf(DateTimeOffset at) => at.UtcDateTime.Year.ToString(CultureInfo.InvariantCulture);

    private static string YearOf(string number) => number.Split('-')[1];

    private static string KeyOf(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ClaimPrefix}{long.Parse(number.Split('-')[2], CultureInfo.InvariantCulture):0000000000}");

    private sealed record Waiting(ImmutableArray<ClaimedEvent> Events, Caller Caller, DateTimeOffset Now, CancellationToken Cancellation)
    {
        /// <summary>In characters.</summary>
        public int Size { get; } = Events.Sum(@event => @event.Payload.Length);

        public TaskCompletionSource<ClaimOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool MayJoin(Waiting other) =>
            PartitionOf(other.Now) == PartitionOf(Now)
            && (Caller.Idempotency is null || other.Caller.Actor != Caller.Actor || other.Caller.Idempotency?.Key != Caller.Idempotency.Key);
    }
}

/// <summary>The last number given out in a year.</summary>
/// <param name="Last">Its place in the sequence.</param>
/// <param name="Seal">Covers it and the year; null: somebody else wrote it.</param>
public sealed record NumberCounter(long Last, Seal? Seal)
{
    /// <summary>The sealed counter of a year.</summary>
    public static NumberCounter Of(string year, long last, AuditKeys keys) => new(last, keys.Seal(Content(year, last)));

    /// <summary>What is wrong with its seal; null: nothing.</summary>
    public string? FaultFor(string year, AuditKeys keys) => keys.FaultOf(Seal, Content(year, Last));

    private static string Content(string year, long last) => string.Create(CultureInfo.InvariantCulture, $"counter\n{year}\n{last}");
}

/// <summary>All that is needed to create the change of a number.</summary>
public sealed record NumberClaim(
    string Number, DateTimeOffset At, Actor Actor, string? OnBehalfOf, string Correlation, ImmutableArray<ClaimedEvent> Events);

/// <summary>One event of a claim: its stored name and its payload.</summary>
public sealed record ClaimedEvent(string Kind, [property: JsonConverter(typeof(RawJson))] string Payload);

/// <summary>A new claim, or the record of the same call before.</summary>
public sealed record ClaimOutcome(NumberClaim? Claim, IdempotencyRecord? Before);
