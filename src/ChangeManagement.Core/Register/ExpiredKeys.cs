namespace ChangeManagement.Register;

/// <summary>
/// Removes idempotency keys whose time is over, wherever calls leave them. Each place tells the earliest first, so that a sweep reads what is
/// due and nothing else.
/// </summary>
public sealed class ExpiredKeys(ChangeNumbers numbers, Intents intents, SystemLog log, HarmlessCalls calls)
{
    /// <summary>Removes what is due.</summary>
    public async Task Forget(DateTimeOffset now, CancellationToken cancellation)
    {
        await numbers.ForgetKeys(now, cancellation);
        await intents.ForgetKeys(now, cancellation);
        await log.ForgetKeys(now, cancellation);
        await calls.ForgetKeys(now, cancellation);
    }
}
