using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Register;

/// <summary>
/// What the sweeper tried and could not finish. Each piece is tried again, ever more rarely, and keeps no other from being finished. In memory:
/// a new process tries everything at once.
/// </summary>
public sealed class Unfinished(ILogger<Unfinished> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, UnfinishedWork> failed = new(StringComparer.Ordinal);

    /// <summary>What is unfinished now, the longest first.</summary>
    public ImmutableArray<UnfinishedWork> All => [.. failed.Values.OrderBy(work => work.Since).ThenBy(work => work.What, StringComparer.Ordinal)];

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
            failed[what] = new UnfinishedWork(what, times, failure.Message, before?.Since ?? now, now + WaitAfter(times, failure), now);
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

    /// <summary>Where the store refuses, the work is not to blame, and goes on as soon as the store does.</summary>
    private static TimeSpan WaitAfter(int times, Exception failure) => failure is StoreUnavailableException
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(times - 1, 10), LongestWait.Ticks));
}

/// <summary>A piece of work that the sweeper could not finish.</summary>
/// <param name="What">What it is about, for administrators.</param>
/// <param name="Times">How often it failed.</param>
/// <param name="Why">How it failed last.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Next">When it is tried again, at the earliest.</param>
/// <param name="Seen">The last sweep that met it.</param>
public sealed record UnfinishedWork(string What, int Times, string Why, DateTimeOffset Since, DateTimeOffset Next, DateTimeOffset Seen);
