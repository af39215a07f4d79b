namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>A message as plain text.</summary>
internal static class MailText
{
    /// <summary>The text.</summary>
    public static string Of(Message message, SiteAddress site) => string.Join(
        "\n\n",
        [
            message.Headline,
            .. message.Items.Select(item => $"- {item.Title}"),
            .. message.Action is { } action ? [$"{action.Label}: {site.Link(action.Path)}"] : Array.Empty<string>(),
            .. message.Code is { } code ? [$"Your code: {code}"] : Array.Empty<string>(),
        ]);
}
