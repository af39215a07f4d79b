using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>Facts that are not about one change: tokens, pre-approvals, policy reloads, what admins did. Sealed like the changes.</summary>
public sealed class SystemLog(EventLog log, ITables tables)
{
    /// <summary>The table of the log.</summary>
    public const string Table = "system";

    /// <summary>The name of its one stream.</summary>
    public const string Stream = "log";

    /// <summary>Appends a fact.</summary>
    /// <param name="kind">Its stored name.</param>
    /// <param name="subject">What it is about, serialized as its payload.</param>
    public Task Append<T>(
        string kind, T subject, Actor actor, DateTimeOffset at, string correlation, CancellationToken cancellation) =>
        Append(kind, subject, correlation, new Caller(actor, correlation), at, cancellation);

    /// <summary>Appends what a call did, and remembers the call by its idempotency key in the same transaction.</summary>
    /// <param name="id">What it was done to, from which a repetition is answered.</param>
    /// <param name="alongside">Rows of the log's partition that belong to the fact, written whatever stands there.</param>
    /// <returns>What the same key did before, and then nothing is appended; null: appended.</returns>
    public async Task<IdempotencyRecord?> Append<T>(
        string kind, T subject, string id, Caller caller, DateTimeOffset at, CancellationToken cancellation, params TableOperation[] alongside)
    {
        while (true)
        {
            var head = await log.FindHead(Table, Stream, cancellation);
            if (await FindRepetition(caller, at, cancellation) is { } before)
            {
                return before;
            }

            TableOperation[] key =
            [
                .. Idempotency.Row(caller, id, (head?.Head.Version ?? 0) + 1, at),
                .. Idempotency.Expiry(caller, Table, Stream, at),
                .. alongside,
            ];
            if (await TryAppend(head, kind, subject, caller, at, key, cancellation) is not null)
            {
                return null;
            }
        }
    }

    /// <summary>Appends a fact together with a row of the log's partition that bears its number.</summary>
    /// <returns>The number.</returns>
    public async Task<long> Append<T>(
        string kind, T subject, Caller caller, DateTimeOffset at, Func<long, TableOperation> alongside, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await log.FindHead(Table, Stream, cancellation);
            var number = (head?.Head.Version ?? 0) + 1;
            if (await TryAppend(head, kind, subject, caller, at, [alongside(number)], cancellation) is not null)
            {
                return number;
            }
        }
    }

    /// <summary>Appends a fact together with rows of the log's partition that belong to it.</summary>
    /// <returns>The first row's ETag, empty if it was removed; null if somebody was faster at the log or at a row.</returns>
    public async Task<string?> TryAppend<T>(
        string kind, T subject, Caller caller, DateTimeOffset at, CancellationToken cancellation, params TableOperation[] alongside)
    {
        var head = await log.FindHead(Table, Stream, cancellation);
        return await TryAppend(head, kind, subject, caller, at, alongside, cancellation) is { } appended ? appended.AlongsideETags[0] : null;
    }

    /// <summary>What the same key did before; null: nothing, or no key was sent.</summary>
    public Task<IdempotencyRecord?> FindRepetition(Caller caller, DateTimeOffset now, CancellationToken cancellation) =>
        Idempotency.Find(tables, Table, Stream, caller, now, cancellation);

    /// <summary>Removes the keys of callers that have expired.</summary>
    public Task ForgetKeys(DateTimeOffset now, CancellationToken cancellation) => Idempotency.Forget(tables, Table, Stream, now, cancellation);

    /// <summary>False: nothing was ever logged, or the log was removed.</summary>
    public async Task<bool> Exists(CancellationToken cancellation) => await log.FindHead(Table, Stream, cancellation) is not null;

    /// <summary>The facts from a number on, in order.</summary>
    public Task<IReadOnlyList<StoredEvent>> Read(long from, CancellationToken cancellation) =>
        log.Read(Table, Stream, from, cancellation);

    private Task<Appended?> TryAppend<T>(
        (StreamHead Head, string ETag)? head, string kind, T subject, Caller caller, DateTimeOffset at, TableOperation[] alongside,
        CancellationToken cancellation) =>
        log.Append(
            Table,
            Stream,
            head,
            [new NewEvent(kind, Json.Write(subject), at, caller.Actor, caller.OnBehalfOf, caller.Correlation)],
            alongside,
            cancellation);
}
