using System.Collections.Concurrent;
using ChangeManagement.Web.Notifications;

namespace ChangeManagement.Web.Safety;

/// <summary>A sender that keeps what it was given.</summary>
internal sealed class RecordedMail : IMail
{
    private readonly ConcurrentQueue<MailMessage> sent = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<MailMessage> Sent => [.. sent];

    public Task Deliver(IEnumerable<MailMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            sent.Enqueue(message);
        }

        return Task.CompletedTask;
    }
}
