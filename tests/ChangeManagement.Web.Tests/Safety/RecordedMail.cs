using System.Collections.Concurrent;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;

namespace ChangeManagement.Web.Safety;

/// <summary>A sender of mail that keeps what it was given.</summary>
internal sealed class RecordedMail : ISender
{
    private readonly ConcurrentQueue<Message> sent = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<Message> Sent => [.. sent];

    public Channel Channel => Channel.Mail;

    public bool Reaches(Person person) => true;

    public Task<Dispatch> Send(Message message, CancellationToken cancellation)
    {
        sent.Enqueue(message);
        return Task.FromResult<Dispatch>(new Dispatch.Sent());
    }
}
