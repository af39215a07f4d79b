namespace ChangeManagement.Web.Notifications;

/// <summary>Where people reach this site from outside: messages hold whole addresses.</summary>
/// <param name="Root">For example <c>https://changes.example.com/</c>.</param>
/// <param name="ReplyDomain">The domain whose mail comes back to this site; null: answers by mail are not taken.</param>
public sealed record SiteAddress(Uri Root, string? ReplyDomain = null)
{
    /// <summary>The whole address of a path on this site.</summary>
    public string Link(string path) => new Uri(Root, path).AbsoluteUri;

    /// <summary>The address that takes the answer to a message; null: it cannot be answered by mail.</summary>
    public string? ReplyTo(Message message) =>
        ReplyDomain is { } domain && message.ReplyKey is { } key ? $"reply+{key}@{domain}" : null;
}
