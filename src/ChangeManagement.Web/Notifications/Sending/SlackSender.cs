using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications.Rendering;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Posts to an incoming webhook. It belongs to one channel, where others read along, so people are named and sign in to answer.</summary>
public sealed class SlackSender(SlackSettings settings, WebhookClient client, SiteAddress site, TimeProvider time) : ISender
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Slack;

    /// <inheritdoc/>
    public bool Reaches(Person person) => true;

    /// <inheritdoc/>
    public Task<Dispatch> Send(Message message, CancellationToken cancellation) => client.Post(
        settings.Webhook, SlackBlocks.Of(SharedMessage.Of(message), site), token: null, "Slack", time.GetUtcNow(), cancellation);
}

/// <summary>Where Slack messages go.</summary>
/// <param name="Webhook">A secret.</param>
public sealed record SlackSettings(Uri Webhook);
