namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>The two forms of a mail: <paramref name="Text"/> is a plain one of its own, not the other without its tags.</summary>
public sealed record MailBody(string Html, string Text);
