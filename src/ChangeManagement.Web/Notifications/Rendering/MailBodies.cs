using System.Net;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>Writes messages as mail.</summary>
public sealed class MailBodies(SiteAddress site)
{
    /// <summary>Both forms of a message.</summary>
    public Task<MailBody> Render(Message message)
    {
        var text = MailText.Of(message, site);
        return Task.FromResult(new MailBody($"<!doctype html><pre>{WebUtility.HtmlEncode(text)}</pre>", text));
    }
}
