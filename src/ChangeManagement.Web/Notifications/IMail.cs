namespace ChangeManagement.Web.Notifications;

/// <summary>
/// What takes messages to people: the mailbox in Development, elsewhere a sender. A host registers one, or does not start: nothing may look as
/// if somebody had been told.
/// </summary>
public interface IMail
{
    /// <summary>
    /// Takes the messages over; a message of the same key and time as one before is that one again and reaches its person once. Their links are
    /// secrets: nothing but what the person receives may hold them in clear text.
    /// </summary>
    Task Deliver(IEnumerable<MailMessage> messages, CancellationToken cancellation);
}
