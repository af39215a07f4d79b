using System.Globalization;
using ChangeManagement.Organisation;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Notifications.Sending;

namespace ChangeManagement.Web.Notifications;

/// <summary>Where messages go in Development, and nowhere else: a page shows them with their links, which lie here in clear text.</summary>
public sealed class Mailbox(ITables tables, SiteAddress? site = null) : ISender
{
    private static readonly SiteAddress Nowhere = new(new Uri("http://localhost/"));

    private const string Table = "mailbox";
    private const string Partition = "messages";

    /// <inheritdoc/>
    public Channel Channel => Channel.Mail;

    /// <inheritdoc/>
    public bool Reaches(Person person) => true;

    /// <inheritdoc/>
    public async Task<Dispatch> Send(Message message, CancellationToken cancellation)
    {
        await tables.Transact(Table, Partition, [new TableOperation.Put(KeyOf(message), Json.Write(message))], cancellation);
        return new Dispatch.Sent();
    }

    /// <summary>The newest messages first.</summary>
    public async Task<IReadOnlyList<MailboxLetter>> List(int limit, CancellationToken cancellation) =>
        [.. (await tables.Query(Table, Partition, null, null, limit, cancellation)).Select(Letter)];

    /// <summary>One message by its <see cref="MailboxLetter.Id"/>; null: there is none.</summary>
    public async Task<MailboxLetter?> Find(string id, CancellationToken cancellation) =>
        TableKeys.IsKey(id) && await tables.Get(Table, Partition, id, cancellation) is { } row ? Letter(row) : null;

    private MailboxLetter Letter(TableRow row) => new(row.Key, Json.Read<Message>(row.Data), site ?? Nowhere);

    /// <summary>Row keys ascend, so they count down from the end of time.</summary>
    private static string KeyOf(Message message) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - message.At.UtcTicks:0000000000000000000}-{message.Key}");
}

/// <summary>A message as it lies in the mailbox.</summary>
/// <param name="Id">Its key there.</param>
/// <param name="Site">Whole addresses in its text begin with it.</param>
public sealed record MailboxLetter(string Id, Message Message, SiteAddress Site)
{
    /// <summary>The address that it went to.</summary>
    public string To => Message.To.Mail;

    /// <summary>The person's name.</summary>
    public string ToName => Message.To.Name;

    /// <summary>One line.</summary>
    public string Subject => Message.Subject;

    /// <summary>What it says, as plain text.</summary>
    public string Text => MailText.Of(Message, Site);

    /// <summary>A path on this site; null: none.</summary>
    public string? Link => Message.Action?.Path;

    /// <summary>The code that the decision asks for; null: none.</summary>
    public string? Code => Message.Code;

    /// <summary>When its cause happened, UTC.</summary>
    public DateTimeOffset At => Message.At;
}
