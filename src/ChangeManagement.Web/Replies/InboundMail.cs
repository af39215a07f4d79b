using System.Collections.Immutable;

namespace ChangeManagement.Web.Replies;

/// <summary>A mail as SendGrid's Inbound Parse hands it on.</summary>
/// <param name="From">The sender as it says of itself.</param>
/// <param name="To">To whom it is addressed, by To and Cc.</param>
/// <param name="EnvelopeFrom">To whom it would bounce; empty: to nobody.</param>
/// <param name="EnvelopeTo">To whom it was delivered.</param>
/// <param name="Dkim">The results of its signatures, for example <c>{@example.com : pass}</c>.</param>
/// <param name="Text">What it says; taken from its HTML if it has no plain text.</param>
public sealed record InboundMail(
    string From, string To, string EnvelopeFrom, ImmutableArray<string> EnvelopeTo, string Subject, MailHeaders Headers, string Dkim, string Text);
