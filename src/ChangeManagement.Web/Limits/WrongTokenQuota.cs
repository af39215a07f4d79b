using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Limits;

/// <summary>
/// Counts wrong bearer tokens by address. Right ones are not held up by it: 192 random bits are not guessed, and a pipeline with an old token
/// must not shut out those who share its address.
/// </summary>
internal sealed class WrongTokenQuota(LimitSettings limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> windows = PartitionedRateLimiter.Create<HttpContext, string>(
        http => Windows.Of(RateLimits.AddressOf(http), limits.WrongTokens, TimeSpan.FromMinutes(1)));

    /// <summary>Counts one; true while there were not too many.</summary>
    public bool Allows(HttpContext http)
    {
        using var lease = windows.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => windows.Dispose();
}
