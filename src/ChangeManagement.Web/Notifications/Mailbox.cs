using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Notifications;

/// <summary>Where notifications go in development: a page shows them with their links.</summary>
public sealed class Mailbox(ITables tables)
{
    private const string Table = "mailbox";
    private const string Partition = "messages";

    /// <summary>True if a message of that key was delivered before.</summary>
    public async Task<bool> Has(string key, DateTimeOffset at, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, RowKey(key, at), cancellation) is not null;

    /// <summary>Delivers a message; one of the same key and time is delivered once.</summary>
    public Task Deliver(MailboxMessage message, CancellationToken cancellation) => tables.Transact(
        Table, Partition, [new TableOperation.Insert(RowKey(message.Key, message.At), Json.Write(message))], cancellation);

    /// <summary>The newest messages first.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> List(int limit, CancellationToken cancellation) =>
        [.. (await tables.Query(Table, Partition, null, null, limit, cancellation)).Select(row => Json.Read<MailboxMessage>(row.Data))];

    /// <summary>Row keys ascend, so they count down from the end of time.</summary>
    private static string RowKey(string key, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:0000000000000000000}-{key}");
}

/// <summary>One delivered notification.</summary>
/// <param name="Key">The same for the same cause and person.</param>
/// <param name="Link">A path on this site; null: none.</param>
public sealed record MailboxMessage(string Key, string To, string ToName, string Subject, string Text, string? Link, DateTimeOffset At);
