using ChangeManagement.Changes;

namespace ChangeManagement.Register;

/// <summary>Who calls, and how the call is told from its repetitions.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="Correlation">One id from the request to its notifications.</param>
/// <param name="OnBehalfOf">For whom, if for somebody else.</param>
/// <param name="Idempotency">Null: a repetition is judged like a new call.</param>
/// <param name="ExpectedVersion">The version that the caller saw; null: not checked.</param>
public sealed record Caller(
    Actor Actor, string Correlation, string? OnBehalfOf = null, IdempotencyKey? Idempotency = null, long? ExpectedVersion = null);

/// <summary>The caller's key and the digest of what was sent with it.</summary>
public sealed record IdempotencyKey(string Key, string BodyDigest);

/// <summary>The row that remembers a call, in the same transaction as what it did. Kept for 7 days.</summary>
/// <param name="Number">The change.</param>
/// <param name="Version">Its version after the call, from which the same answer is made again.</param>
public sealed record IdempotencyRecord(string BodyDigest, string Number, long Version, DateTimeOffset At);

/// <summary>What a call came to.</summary>
public abstract record Handled
{
    /// <summary>Done, or done before by the same call.</summary>
    /// <param name="Change">The change right after the call.</param>
    public sealed record Done(Change Change, bool IsRepetition) : Handled;

    /// <summary>Refused; nothing changed.</summary>
    public sealed record Refused(Refusal Refusal, Change? Change) : Handled;

    /// <summary>There is no such change.</summary>
    public sealed record NotFound(string Number) : Handled;

    /// <summary>The change moved on since the caller looked.</summary>
    public sealed record Stale(long Expected, Change Change) : Handled;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record KeyReused(string Key) : Handled;
}
