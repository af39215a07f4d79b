using System.Net.Mail;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>How SendGrid is reached, and what it is believed.</summary>
/// <param name="Key">The API key, a secret.</param>
/// <param name="Host">The API of the account's region.</param>
/// <param name="IsSandbox">True: mail is checked and not sent.</param>
/// <param name="EventKey">The public key of its signed event webhook; null: its events are not taken.</param>
/// <param name="Timeout">How long one message may take.</param>
public sealed record SendGridSettings(string Key, Uri Host, MailAddress From, bool IsSandbox, string? EventKey, TimeSpan Timeout);
