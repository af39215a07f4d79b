using System.Text.Json.Nodes;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications.Rendering;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Posts Adaptive Cards to a Workflows webhook. That Teams takes one over does not mean that anybody sees it.</summary>
public sealed class TeamsSender(TeamsSettings settings, WebhookClient client, SiteAddress site, TimeProvider time) : ISender
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Teams;

    /// <inheritdoc/>
    public bool Reaches(Person person) => person.Teams is not null;

    /// <inheritdoc/>
    public Task<Dispatch> Send(Message message, CancellationToken cancellation)
    {
        var told = settings.IsShared ? SharedMessage.Of(message) : message;
        var card = TeamsCard.Of(told, site);
        var body = settings.SendsBareCard ? card : Envelope(card, message.To);
        return client.Post(settings.Webhook, body, settings.Token, "Teams", time.GetUtcNow(), cancellation);
    }

    /// <summary>The envelope of the template's trigger; with the recipient, by which a flow of the operator's can post into the person's own chat.</summary>
    private static JsonObject Envelope(JsonObject card, Person person) => new()
    {
        ["type"] = "message",
        ["recipient"] = person.Teams,
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = card,
        }),
    };
}

/// <summary>Where cards go.</summary>
/// <param name="Webhook">A secret.</param>
/// <param name="Token">A bearer token that the flow asks for; null: none.</param>
/// <param name="SendsBareCard">True for flows that want the card without its envelope.</param>
/// <param name="IsShared">True if others read along where it posts: no card holds a link or a code that acts for its person.</param>
public sealed record TeamsSettings(Uri Webhook, string? Token, bool SendsBareCard, bool IsShared);
