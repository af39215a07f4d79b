namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>The headers that a mail of this product carries beside what every mail has.</summary>
public static class MailHeaders
{
    /// <summary>
    /// The headers of a message: no automatic answers, an id that another attempt repeats, and one thread for each change.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(Message message, SiteAddress site)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Message-ID"] = Id(message.Key),
            ["Auto-Submitted"] = "auto-generated",
            // What Exchange looks at.
            ["X-Auto-Response-Suppress"] = "All",
        };
        if (message.Change is { } change)
        {
            headers["In-Reply-To"] = headers["References"] = Id(change);
        }

        return headers;

        string Id(string local) => $"<{local}@{site.Root.Host}>";
    }
}
