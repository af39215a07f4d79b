namespace ChangeManagement.Register;

/// <summary>Figures that decisions use.</summary>
public sealed class ChangeStatistics(ChangeIndex index)
{
    private const int Recent = 50;

    /// <summary>The mean time from start to completion of the most recent changes of a policy; null before there is one.</summary>
    public async Task<TimeSpan?> AverageImplementationTime(string policyId, CancellationToken cancellation)
    {
        var page = await index.List(new ChangeFilter(CompletedUnder: policyId), after: null, Recent, cancellation);
        var times = page.Changes.Where(change => change.StartedAt is not null)
            .Select(change => change.CompletedAt!.Value - change.StartedAt!.Value).ToList();
        return times.Count == 0 ? null : TimeSpan.FromTicks((long)times.Average(time => time.Ticks));
    }
}
