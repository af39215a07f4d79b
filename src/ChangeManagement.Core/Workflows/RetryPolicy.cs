namespace ChangeManagement.Workflows;

/// <summary>How often and how patiently a failed activity is tried again.</summary>
/// <param name="Attempts">All attempts, the first one included; 1 means no retry.</param>
/// <param name="FirstDelay">The wait before the second attempt.</param>
/// <param name="Coefficient">Each further wait is the one before times this.</param>
/// <param name="MaxDelay">No wait is longer; null means no cap.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan FirstDelay, double Coefficient = 1, TimeSpan? MaxDelay = null)
{
    /// <summary>The wait after the given attempt (1 is the first).</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        var delay = FirstDelay.TotalMilliseconds * Math.Pow(Coefficient, attempt - 1);
        var cap = MaxDelay?.TotalMilliseconds ?? TimeSpan.MaxValue.TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Min(delay, cap));
    }
}
