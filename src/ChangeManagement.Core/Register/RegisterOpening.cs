using ChangeManagement.Changes;

namespace ChangeManagement.Register;

/// <summary>
/// Begins the system log of a new register with its own fact, so that there is one wherever there is a change, and one that was removed is missed.
/// </summary>
public sealed class RegisterOpening(SystemLog log, ChangeNumbers numbers)
{
    /// <summary>Opens the register if it is new.</summary>
    public async Task Open(DateTimeOffset now, CancellationToken cancellation)
    {
        if (await log.Exists(cancellation))
        {
            return;
        }

        foreach (var year in ChangeNumbers.Years(now))
        {
            if (await numbers.FindCounter(year, cancellation) is not null)
            {
                // Its log was removed; a new one would hide that.
                return;
            }
        }

        await log.Append("register-opened", new Opened(now), Actor.Workflow, now, "register-opened", cancellation);
    }

    private sealed record Opened(DateTimeOffset At);
}
