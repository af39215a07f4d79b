using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;
using ChangeManagement.Telemetry;
using ChangeManagement.Workflows;
using ChangeManagement.Workflows.Orders;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Register;

/// <summary>
/// Finishes what a crash or a lost message left half done: claims without a change, appends without their projections, workflows that lag
/// behind their change. So a lost doorbell costs minutes, never a change. After that it chases the reviews of policies, settles orders of
/// administrators that were cut short, and removes what has expired and the histories of finished deliveries. What cannot be finished is kept in <see cref="Unfinished"/> and stops nothing else.
/// </summary>
public sealed class Sweeper(
    ChangeNumbers numbers, Intents intents, ChangeStreams streams, ChangeIndex index, Aftermath aftermath, IWorkflowClient workflows,
    PolicyReviews reviews, ExpiredKeys keys, WorkflowOrders orders, Unfinished unfinished, ITables tables, ILogger<Sweeper> logger)
{
    /// <summary>Younger work is still in the hands of whoever began it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often the workflow of every open change is looked at. Intents keep the doorbell of every append, so a workflow is behind only where an
    /// administrator or a store took something away; to look each minute would cost more than all else together.
    /// </summary>
    public static readonly TimeSpan LooksAtAllEvery = TimeSpan.FromMinutes(15);

    /// <summary>Of the rows that sweeps keep in the table of the intents.</summary>
    internal const string Partition = "sweeper";

    private const int PageSize = 200;
    private const string LookedAtAll = "looked-at-all";
    private static readonly TimeSpan DeliveriesKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClosedKept = TimeSpan.FromDays(90);
    private static readonly ImmutableArray<string> OpenStates =
        [.. ChangeState.Names.Where(name => name is not ("closed" or "rejected" or "expired" or "withdrawn" or "out-of-scope"))];

    private readonly RarerRings rings = new();

    /// <summary>Sweeps once.</summary>
    /// <returns>How many changes were mended.</returns>
    public Task<int> Sweep(DateTimeOffset now, CancellationToken cancellation) => Sweep(now, Grace, cancellation);

    /// <summary>
    /// Sweeps without grace, at the start of a host: what is pending then was left by a process that died, and its changes should not wait.
    /// Every step is safe to repeat, so where other hosts run it costs work and nothing else.
    /// </summary>
    /// <returns>How many changes were mended.</returns>
    public Task<int> SweepAtStart(DateTimeOffset now, CancellationToken cancellation) => Sweep(now, TimeSpan.Zero, cancellation);

    private async Task<int> Sweep(DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        using var span = Measures.Source.StartActivity("sweep");
        var mended = 0;
        foreach (var year in ChangeNumbers.Years(now))
        {
            mended += await unfinished.Try($"Claims of {year}", now, () => FinishClaims(year, now, grace, cancellation));
        }

        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            var open = intents.Open(bucket, cancellation);
            mended += await unfinished.Try($"Follow-ups of bucket {bucket}", now, () => FinishIntents(open, now, grace, cancellation));
        }

        var looksAtAll = grace == TimeSpan.Zero
            || await unfinished.Try("Time of the last look at all", now, async () => await IsTimeToLookAtAll(now, cancellation) ? 1 : 0) > 0;
        foreach (var state in OpenStates)
        {
            var what = $"Workflows of changes that are {state}";
            var isWhole = looksAtAll || unfinished.Knows(what);
            mended += await unfinished.Try(what, now, () => WakeLaggards(state, now, grace, isWhole, cancellation));
        }

        foreach (var policy in reviews.Due(now))
        {
            await unfinished.Try($"Review of {policy.Id}", now, () => Nothing(reviews.Chase(policy, now, cancellation)));
        }

        await unfinished.Try("Orders that were cut short", now, () => Nothing(orders.Settle(now, cancellation)));
        await unfinished.Try("Expired keys", now, () => Nothing(keys.Forget(now, cancellation)));
        if (looksAtAll)
        {
            await unfinished.Try("Finished deliveries", now, () => Nothing(PurgeDeliveries(now, cancellation)));
            if (now.UtcDateTime.TimeOfDay < LooksAtAllEvery)
            {
                await unfinished.Try("Workflows of changes that are long over", now, () => Nothing(PurgeClosed(now, cancellation)));
            }
        }

        unfinished.Forget(notSeenSince: now);
        rings.Forget(now);
        Measures.Swept(mended, unfinished.Count);
        await unfinished.WriteDown(cancellation);
        return mended;

        static async Task<int> Nothing(Task task)
        {
            await task;
            return 0;
        }
    }

    /// <summary>The record of a delivery stays; the history of how it came about need not.</summary>
    private Task PurgeDeliveries(DateTimeOffset now, CancellationToken cancellation) => workflows.Purge(
        new WorkflowQuery(WorkflowState.Completed, MessageDelivery.Kind, MessageDelivery.IdPrefix, UpdatedBefore: now - DeliveriesKept), cancellation);

    /// <summary>
    /// What admins look at are the last months; the register keeps the change. Once a night, because a hub that cannot look up what is old has to read
    /// all that it holds. Failed and terminated ones are left to admins.
    /// </summary>
    private Task PurgeClosed(DateTimeOffset now, CancellationToken cancellation) => workflows.Purge(
        new WorkflowQuery(WorkflowState.Completed, IdPrefix: "CHG-", UpdatedBefore: now - ClosedKept), cancellation);

    private async Task<int> FinishClaims(int year, DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        var mended = 0;
        await foreach (var (number, claim) in numbers.OpenClaims(year, cancellation))
        {
            mended += await unfinished.Try($"Claim of {number}", now, async () =>
            {
                if (claim() is var read && now - read.At < grace)
                {
                    return 0;
                }

                await Finish(read, cancellation);
                return 1;
            });
        }

        return mended;
    }

    private async Task Finish(NumberClaim claim, CancellationToken cancellation)
    {
        if (await streams.Load(claim.Number, cancellation) is null)
        {
            var caller = new Caller(claim.Actor, claim.Correlation, claim.OnBehalfOf);
            var events = claim.Events.Select(Restore).ToList();
            await streams.Append(claim.Number, known: null, events, caller, claim.At, [], cancellation);
            logger.LogWarning("{Number} was claimed but not created; created it from its claim.", claim.Number);
        }

        await aftermath.Mend(claim.Number, isNew: true, announced: [], cancellation);
    }

    private static ChangeEvent Restore(ClaimedEvent claimed) => (ChangeEvent)System.Text.Json.JsonSerializer.Deserialize(
        claimed.Payload, Json.Options.GetTypeInfo(EventKinds.TypeOf(claimed.Kind)))!;

    private async Task<int> FinishIntents(
        IAsyncEnumerable<(string Key, Func<Intent> Intent)> open, DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        var mended = 0;
        await foreach (var (key, intent) in open)
        {
            mended += await unfinished.Try($"Follow-up of {key}", now, async () =>
            {
                if (intent() is var read && now - read.At < grace)
                {
                    return 0;
                }

                // Whether or not the append came about, the follow-up brings the rest to where the change is.
                await aftermath.Mend(read.Number, isNew: false, [read], cancellation);
                return 1;
            });
        }

        return mended;
    }

    /// <summary>Whichever host finds that it is time does it; the others find that it was done.</summary>
    private async Task<bool> IsTimeToLookAtAll(DateTimeOffset now, CancellationToken cancellation)
    {
        if (await tables.Get(Intents.Table, Partition, LookedAtAll, cancellation) is { } row && now - Json.Read<Look>(row.Data).At < LooksAtAllEvery)
        {
            return false;
        }

        await tables.Transact(Intents.Table, Partition, [new TableOperation.Put(LookedAtAll, Json.Write(new Look(now)))], cancellation);
        return true;
    }

    private async Task<int> WakeLaggards(string state, DateTimeOffset now, TimeSpan grace, bool isWhole, CancellationToken cancellation)
    {
        var woken = 0;
        for (string? after = null; ;)
        {
            var page = await index.List(new ChangeFilter(State: state), after, PageSize, cancellation);
            foreach (var summary in page.Changes.Where(summary => now - summary.UpdatedAt >= grace
                && (isWhole || summary.NextDeadline <= now - Grace || unfinished.Knows(WorkflowOf(summary)))))
            {
                woken += await unfinished.Try(
                    WorkflowOf(summary), now, async () => await WakeIfLagging(summary, now, cancellation) ? 1 : 0);
            }

            if ((after = page.Next) is null)
            {
                return woken;
            }
        }
    }

    private async Task<bool> WakeIfLagging(ChangeSummary summary, DateTimeOffset now, CancellationToken cancellation)
    {
        var instance = await workflows.Find(summary.WorkflowId, cancellation);
        var isMissing = instance is null;
        var isOverdue = summary.NextDeadline <= now - Grace;
        // An admin's suspension or termination is left alone; it is shown as unattended.
        var isBehind = instance is { IsAttending: true } && (SeenVersion(instance) < summary.Version || isOverdue);
        var occasion = RarerRings.Occasion(summary, isOverdue ? summary.NextDeadline!.Value : summary.UpdatedAt, now);
        if (!isMissing && (!isBehind || rings.Knows(summary.WorkflowId, occasion)))
        {
            return false;
        }

        if (await streams.Load(summary.Number, cancellation) is not { Change: { State.IsEnded: false } change })
        {
            return false;
        }

        logger.LogWarning("The workflow of {Number} lagged behind; woke it.", summary.Number);
        await aftermath.Wake(change, isNew: isMissing, occasion, cancellation);
        rings.Remember(summary.WorkflowId, occasion, now);
        return true;
    }

    private static string WorkflowOf(ChangeSummary summary) => $"Workflow of {summary.Number}";

    private static long SeenVersion(WorkflowInstance instance) =>
        instance.CustomStatus is { } status ? Json.Read<WorkflowStatus>(status).Version : 0;

    private sealed record Look(DateTimeOffset At);
}
