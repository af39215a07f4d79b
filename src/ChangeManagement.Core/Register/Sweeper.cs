using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Register;

/// <summary>
/// Finishes what a crash or a lost message left half done: claims without a change, appends without their projections, workflows that lag
/// behind their change. So a lost doorbell costs minutes, never a change. After that it chases the reviews of policies and removes what has
/// expired.
/// </summary>
public sealed class Sweeper(
    ChangeNumbers numbers, Intents intents, ChangeStreams streams, ChangeIndex index, Aftermath aftermath, IWorkflowClient workflows,
    PolicyReviews reviews, ExpiredKeys keys, ILogger<Sweeper> logger)
{
    /// <summary>Younger work is still in the hands of whoever began it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int PageSize = 200;
    private static readonly ImmutableArray<string> OpenStates =
        [.. ChangeState.Names.Where(name => name is not ("closed" or "rejected" or "expired" or "withdrawn" or "out-of-scope"))];

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
        var mended = await FinishClaims(now, grace, cancellation)
            + await FinishIntents(now, grace, cancellation)
            + await WakeLaggards(now, grace, cancellation);
        await reviews.Chase(now, cancellation);
        await keys.Forget(now, cancellation);
        return mended;
    }

    private async Task<int> FinishClaims(DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        var mended = 0;
        // A claim of the last minutes of a year is swept in the next.
        foreach (var year in new[] { (now - TimeSpan.FromDays(7)).UtcDateTime.Year, now.UtcDateTime.Year }.Distinct())
        {
            foreach (var claim in (await numbers.OpenClaims(year, cancellation)).Where(claim => now - claim.At >= grace))
            {
                if (await streams.Load(claim.Number, cancellation) is null)
                {
                    var caller = new Caller(claim.Actor, claim.Correlation, claim.OnBehalfOf);
                    var events = claim.Events.Select(Restore).ToList();
                    await streams.Append(claim.Number, known: null, events, caller, claim.At, [], cancellation);
                    logger.LogWarning("{Number} was claimed but not created; created it from its claim.", claim.Number);
                }

                await aftermath.Mend(claim.Number, isNew: true, announced: [], cancellation);
                mended++;
            }
        }

        return mended;
    }

    private static ChangeEvent Restore(ClaimedEvent claimed) => (ChangeEvent)System.Text.Json.JsonSerializer.Deserialize(
        claimed.Payload, Json.Options.GetTypeInfo(EventKinds.TypeOf(claimed.Kind)))!;

    private async Task<int> FinishIntents(DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        var mended = 0;
        for (var bucket = 0; bucket < Intents.Buckets; bucket++)
        {
            foreach (var intent in (await intents.Open(bucket, cancellation)).Where(intent => now - intent.At >= grace))
            {
                // Whether or not the append came about, the follow-up brings the rest to where the change is.
                await aftermath.Mend(intent.Number, isNew: false, [intent], cancellation);
                mended++;
            }
        }

        return mended;
    }

    private async Task<int> WakeLaggards(DateTimeOffset now, TimeSpan grace, CancellationToken cancellation)
    {
        var woken = 0;
        foreach (var state in OpenStates)
        {
            for (string? after = null; ;)
            {
                var page = await index.List(new ChangeFilter(State: state), after, PageSize, cancellation);
                foreach (var summary in page.Changes.Where(summary => now - summary.UpdatedAt >= grace))
                {
                    woken += await WakeIfLagging(summary, now, cancellation) ? 1 : 0;
                }

                if ((after = page.Next) is null)
                {
                    break;
                }
            }
        }

        return woken;
    }

    private async Task<bool> WakeIfLagging(ChangeSummary summary, DateTimeOffset now, CancellationToken cancellation)
    {
        var instance = await workflows.Find(summary.WorkflowId, cancellation);
        var isMissing = instance is null;
        // An admin's suspension or termination is left alone; it is shown as unattended.
        var isBehind = instance is { IsAttending: true }
            && (SeenVersion(instance) < summary.Version || summary.NextDeadline <= now - Grace);
        if (!isMissing && !isBehind)
        {
            return false;
        }

        if (await streams.Load(summary.Number, cancellation) is not { Change: { State.IsEnded: false } change })
        {
            return false;
        }

        logger.LogWarning("The workflow of {Number} lagged behind; woke it.", summary.Number);
        await aftermath.Wake(change, isNew: isMissing, $"sweep-{now.UtcTicks}", cancellation);
        return true;
    }

    private static long SeenVersion(WorkflowInstance instance) =>
        instance.CustomStatus is { } status ? Json.Read<WorkflowStatus>(status).Version : 0;
}
