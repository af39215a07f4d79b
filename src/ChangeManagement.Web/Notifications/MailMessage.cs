namespace ChangeManagement.Web.Notifications;

/// <summary>One message to one person.</summary>
/// <param name="Key">The same for the same cause and person.</param>
/// <param name="Link">A path on this site; null: none.</param>
public sealed record MailMessage(string Key, string To, string ToName, string Subject, string Text, string? Link, DateTimeOffset At);
