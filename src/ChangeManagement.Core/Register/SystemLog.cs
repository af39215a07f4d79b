using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>Facts that are not about one change: tokens, pre-approvals, policy reloads, what admins did. Sealed like the changes.</summary>
public sealed class SystemLog(EventLog log)
{
    /// <summary>The table of the log.</summary>
    public const string Table = "system";

    /// <summary>The name of its one stream.</summary>
    public const string Stream = "log";

    /// <summary>Appends a fact.</summary>
    /// <param name="kind">Its stored name.</param>
    /// <param name="subject">What it is about, serialized as its payload.</param>
    public async Task Append<T>(
        string kind, T subject, Actor actor, DateTimeOffset at, string correlation, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await log.FindHead(Table, Stream, cancellation);
            var fact = new NewEvent(kind, Json.Write(subject), at, actor, OnBehalfOf: null, correlation);
            if (await log.Append(Table, Stream, head, [fact], [], cancellation) is not null)
            {
                return;
            }
        }
    }

    /// <summary>The facts from a number on, in order.</summary>
    public Task<IReadOnlyList<StoredEvent>> Read(long from, CancellationToken cancellation) =>
        log.Read(Table, Stream, from, cancellation);
}
