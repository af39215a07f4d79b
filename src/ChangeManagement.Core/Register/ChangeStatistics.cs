namespace ChangeManagement.Register;

/// <summary>Figures that decisions use.</summary>
public sealed class ChangeStatistics(ChangeIndex index)
{
    private const int Recent = 50;

    /// <summary>The mean time from start to completion of the most recent changes of a policy; null before there is one.</summary>
    public async Task<TimeSpan?> AverageImplementationTime(string policyId, CancellationToken cancellation)
    {
        var durations = await index.RecentDurations(policyId, Recent, cancellation);
        return durations.Count == 0 ? null : TimeSpan.FromTicks((long)durations.Average(duration => duration.Ticks));
    }
}
