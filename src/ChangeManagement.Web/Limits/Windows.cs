using System.Threading.RateLimiting;

namespace ChangeManagement.Web.Limits;

/// <summary>So many in a time, counted apart for each key.</summary>
internal static class Windows
{
    /// <summary>The window of a key.</summary>
    /// <param name="permits">Zero: no limit.</param>
    public static RateLimitPartition<string> Of(string key, int permits, TimeSpan time) => permits <= 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = time });
}
