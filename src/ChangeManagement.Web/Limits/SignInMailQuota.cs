using System.Threading.RateLimiting;

namespace ChangeManagement.Web.Limits;

/// <summary>Counts the links to sign in that a person is sent, so that nobody can fill another's mailbox.</summary>
internal sealed class SignInMailQuota(LimitSettings limits) : IDisposable
{
    private readonly PartitionedRateLimiter<string> windows = PartitionedRateLimiter.Create<string, string>(
        person => Windows.Of(person, limits.SignInMails, TimeSpan.FromHours(1)));

    /// <summary>Counts one; true while there were not too many.</summary>
    public bool Allows(string person)
    {
        using var lease = windows.AttemptAcquire(person);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => windows.Dispose();
}
