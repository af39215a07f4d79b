using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Serialization;
using ChangeManagement.Workflows;

namespace ChangeManagement.Register;

/// <summary>
/// Chases the reviews of policies (P1): on the day of a review and every week after, its people are told once, whatever restarts or runs
/// beside this host. What was asked is a fact of the system log; the row that remembers it lies in the same transaction, and is marked when
/// the people were told, so that a crash in between is finished by the next sweep.
/// </summary>
public sealed class PolicyReviews(RulebookShelf rulebook, ITables tables, SystemLog log, INotices notices)
{
    private const string Prefix = "review-";
    private const int DaysBetween = 7;

    /// <summary>The policies whose review is due.</summary>
    public IEnumerable<Policy> Due(DateTimeOffset now) => rulebook.Current.Policies.Values.Where(policy => policy.IsReviewDue(now));

    /// <summary>Chases the review of a policy that is due.</summary>
    public async Task Chase(Policy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = policy.DateAt(now);
        var due = policy.Reviews.Next!.Value;
        var row = await tables.Get(SystemLog.Table, SystemLog.Stream, Prefix + policy.Id, cancellation);
        var last = row is null ? null : Json.Read<ReviewChase>(row.Data);
        if (last?.Due != due || today.DayNumber - last.Asked.DayNumber >= DaysBetween)
        {
            await Ask(policy, new ReviewChase(due, today, now, Times: last?.Due == due ? last.Times + 1 : 1, IsTold: false), row, cancellation);
        }
        else if (!last.IsTold)
        {
            await Tell(policy, last, row!, cancellation);
        }
    }

    /// <summary>How the due review of a policy was chased so far; null: not yet.</summary>
    public async Task<ReviewChase?> Find(Policy policy, CancellationToken cancellation) =>
        await tables.Get(SystemLog.Table, SystemLog.Stream, Prefix + policy.Id, cancellation) is { } row
        && Json.Read<ReviewChase>(row.Data) is var last && last.Due == policy.Reviews.Next
            ? last
            : null;

    private async Task Ask(Policy policy, ReviewChase chase, TableRow? row, CancellationToken cancellation)
    {
        var (key, data) = (Prefix + policy.Id, Json.Write(chase));
        TableOperation write = row is null ? new TableOperation.Insert(key, data) : new TableOperation.Replace(key, data, row.ETag);
        var fact = new ReviewAsked(policy.Id, policy.Version, chase.Due, policy.Reviews.By, chase.Times);
        // Where another host was faster, it tells the people; if it dies over that, the next sweep of any host does.
        if (await log.TryAppend("policy-review-due", fact, new Caller(Actor.Workflow, policy.Id), chase.At, cancellation, write) is { } etag)
        {
            await Tell(policy, chase, new TableRow(key, data, etag), cancellation);
        }
    }

    private async Task Tell(Policy policy, ReviewChase chase, TableRow row, CancellationToken cancellation)
    {
        await notices.Tell(policy, chase, cancellation);
        var told = new TableOperation.Replace(row.Key, Json.Write(chase with { IsTold = true }), row.ETag);
        await tables.Transact(SystemLog.Table, SystemLog.Stream, [told], cancellation);
    }

    private sealed record ReviewAsked(string Policy, string Version, DateOnly Due, string? Role, int Times);
}

/// <summary>How the review of a policy that was due on a day was chased.</summary>
/// <param name="Asked">The day of the last reminder, in the policy's zone.</param>
/// <param name="At">When that was decided; the messages carry it, so that telling twice sends once.</param>
/// <param name="Times">How many times people were asked, the first included.</param>
/// <param name="IsTold">True once they were told.</param>
public sealed record ReviewChase(DateOnly Due, DateOnly Asked, DateTimeOffset At, int Times, bool IsTold);
