namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>A message where others read along: it says to whom it is, and holds nothing that acts for its person, who signs in to answer.</summary>
public static class SharedMessage
{
    /// <summary>The same without its secrets.</summary>
    public static Message Of(Message message) => message with
    {
        Headline = $"{message.To.Name}: {message.Headline}",
        Code = null,
        ReplyKey = null,
        Action = message.Action is { } action && action.Path.StartsWith("/approvals/", StringComparison.Ordinal) && message.Change is { } change
            ? action with { Path = $"/changes/{change}/approval" }
            : message.Action,
    };
}
