using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChangeManagement.Serialization;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Register;

/// <summary>
/// What the sweeper tried and could not finish. Each piece is tried again, ever more rarely, and keeps no other from being finished. In memory:
/// a new process tries everything at once. Written down after each sweep that leaves something, since those who ask may ask another host than the one that sweeps.
/// </summary>
public sealed class Unfinished(ITables tables, ILogger<Unfinished> logger)
{
    private const string Row = "unfinished";
    // Together they fit into a row.
    private const int MostWritten = 100;
    private const int LongestWhy = 1_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, UnfinishedWork> failed = new(StringComparer.Ordinal);

    // What another process left there is not known.
    private bool isWrittenEmpty;

    /// <summary>How much this host's sweep could not finish.</summary>
    public int Count => failed.Count;

    /// <summary>What the last sweep of any host could not finish, the longest first; a hundred at most.</summary>
    public async Task<ImmutableArray<UnfinishedWork>> Find(CancellationToken cancellation) =>
        await tables.Get(Intents.Table, Sweeper.Partition, Row, cancellation) is { } row ? Json.Read<Left>(row.Data).Work : [];

    /// <summary>Whether a piece of work was tried and is not finished.</summary>
    public bool Knows(string what) => failed.ContainsKey(what);

    /// <summary>Does a piece of work, unless it failed a short while ago.</summary>
    /// <param name="what">Names it, the same at every sweep.</param>
    /// <param name="step">The work; how many changes it mended.</param>
    /// <returns>What the step returned; 0: it failed, or was not tried.</returns>
    public async Task<int> Try(string what, DateTimeOffset now, Func<Task<int>> step)
    {
        var before = failed.GetValueOrDefault(what);
        if (before?.Next > now)
        {
            failed[what] = before with { Seen = now };
            return 0;
        }

        try
        {
            var mended = await step();
            failed.TryRemove(what, out _);
            return mended;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var times = (before?.Times ?? 0) + 1;
            failed[what] = new UnfinishedWork(what, times, Start(failure.Message), before?.Since ?? now, now + WaitAfter(times, failure), now);
            logger.LogWarning(failure, "{What} was not finished, {Times} times now; it is tried again later.", what, times);
            return 0;
        }
    }

    /// <summary>Forgets what a sweep did not meet any more: somebody else has finished it.</summary>
    public void Forget(DateTimeOffset notSeenSince)
    {
        foreach (var work in failed.Values.Where(work => work.Seen < notSeenSince))
        {
            failed.TryRemove(work.What, out _);
        }
    }

    /// <summary>Writes down, for all hosts, what this one's sweep could not finish; nothing where there was and is nothing.</summary>
    public async Task WriteDown(CancellationToken cancellation)
    {
        ImmutableArray<UnfinishedWork> work =
            [.. failed.Values.OrderBy(work => work.Since).ThenBy(work => work.What, StringComparer.Ordinal).Take(MostWritten)];
        if (work.IsEmpty && isWrittenEmpty)
        {
            return;
        }

        try
        {
            await tables.Transact(Intents.Table, Sweeper.Partition, [new TableOperation.Put(Row, Json.Write(new Left(work)))], cancellation);
            isWrittenEmpty = work.IsEmpty;
        }
        catch (StoreUnavailableException failure)
        {
            logger.LogWarning(failure, "What is unfinished was not written down; the next sweep does it.");
        }
    }

    private static string Start(string why) => why.Length <= LongestWhy ? why : why[..LongestWhy];

    /// <summary>Where the store refuses, the work is not to blame, and goes on as soon as the store does.</summary>
    private static TimeSpan WaitAfter(int times, Exception failure) => failure is StoreUnavailableException
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(times - 1, 10), LongestWait.Ticks));

    private sealed record Left(ImmutableArray<UnfinishedWork> Work);
}

/// <summary>A piece of work that the sweeper could not finish.</summary>
/// <param name="What">What it is about, for administrators.</param>
/// <param name="Times">How often it failed.</param>
/// <param name="Why">How it failed last.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Next">When it is tried again, at the earliest.</param>
/// <param name="Seen">The last sweep that met it.</param>
public sealed record UnfinishedWork(string What, int Times, string Why, DateTimeOffset Since, DateTimeOffset Next, DateTimeOffset Seen);
