using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Web.Notifications;

/// <summary>Where messages go in Development, and nowhere else: a page shows them with their links, which lie here in clear text.</summary>
public sealed class Mailbox(ITables tables) : IMail
{
    private const string Table = "mailbox";
    private const string Partition = "messages";

    /// <inheritdoc/>
    public async Task Deliver(IEnumerable<MailMessage> messages, CancellationToken cancellation)
    {
        var rows = messages.Select(message => new TableOperation.Put(RowKey(message.Key, message.At), Json.Write(message)));
        foreach (var batch in rows.Chunk(TableTransactions.MostOperations))
        {
            await tables.Transact(Table, Partition, batch, cancellation);
        }
    }

    /// <summary>The newest messages first.</summary>
    public async Task<IReadOnlyList<MailMessage>> List(int limit, CancellationToken cancellation) =>
        [.. (await tables.Query(Table, Partition, null, null, limit, cancellation)).Select(row => Json.Read<MailMessage>(row.Data))];

    /// <summary>Row keys ascend, so they count down from the end of time.</summary>
    private static string RowKey(string key, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:0000000000000000000}-{key}");
}
