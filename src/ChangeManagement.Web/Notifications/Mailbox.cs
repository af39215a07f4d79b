using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Notifications;

/// <summary>Where notifications go in development: a page shows them with their links.</summary>
public sealed class Mailbox(ITables tables)
{
    private const string Table = "mailbox";
    private const string Partition = "messages";

    /// <summary>Delivers messages; one of the same key and time replaces the one before, so that a repetition shows once.</summary>
    public async Task Deliver(IEnumerable<MailboxMessage> messages, CancellationToken cancellation)
    {
        var rows = messages.Select(message => new TableOperation.Put(RowKey(message.Key, message.At), Json.Write(message)));
        foreach (var batch in rows.Chunk(TableTransactions.MostOperations))
        {
            await tables.Transact(Table, Partition, batch, cancellation);
        }
    }

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
