using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications.Rendering;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Sends mail through an SMTP server, one connection for each message.</summary>
public sealed class SmtpSender(SmtpSettings settings, MailBodies bodies, SiteAddress site) : ISender
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Mail;

    /// <inheritdoc/>
    public bool Reaches(Person person) => person.Mail.Length > 0;

    /// <inheritdoc/>
    public async Task<Dispatch> Send(Message message, CancellationToken cancellation)
    {
        using var mail = await Write(message);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UsesTls, DeliveryFormat = SmtpDeliveryFormat.SevenBit };
        if (settings.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, settings.Password);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Timeout);
        try
        {
            await client.SendMailAsync(mail, patience.Token);
            return new Dispatch.Sent(mail.Headers["Message-ID"]);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Dispatch.TryLater("The mail server did not answer in time.");
        }
        catch (SmtpException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            return Explain(failure);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            return new Dispatch.TryLater("The mail server's certificate is not trusted here; correct it or Smtp:Host.");
        }
    }

    /// <summary>
    /// Only what is said of the recipient or of the message is final. A server that refuses us altogether is put right by its operator, and until then
    /// nobody counts as unreachable. The server's own words may name addresses and stay out of the record.
    /// </summary>
    private static Dispatch Explain(SmtpException failure) => (failure, (int)failure.StatusCode) switch
    {
        (SmtpFailedRecipientException, >= 500) => new Dispatch.Refused($"The mail server refuses the person's address ({(int)failure.StatusCode})."),
        (_, (int)SmtpStatusCode.TransactionFailed or (int)SmtpStatusCode.ExceededStorageAllocation) =>
            new Dispatch.Refused($"The mail server refuses the message ({(int)failure.StatusCode})."),
        (_, > 0 and var code) => new Dispatch.TryLater($"The mail server does not take it now ({code})."),
        ({ InnerException: System.Security.Authentication.AuthenticationException }, _) =>
            new Dispatch.TryLater("The mail server's certificate is not trusted here; correct it or Smtp:Host."),
        _ => new Dispatch.TryLater("The mail server cannot be reached."),
    };

    private async Task<MailMessage> Write(Message message)
    {
        var body = await bodies.Render(message);
        var mail = new MailMessage(settings.From, new MailAddress(message.To.Mail, message.To.Name, Encoding.UTF8))
        {
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        if (site.ReplyTo(message) is { } reply)
        {
            mail.ReplyToList.Add(new MailAddress(reply));
        }

        foreach (var (name, value) in MailHeaders.Of(message, site))
        {
            mail.Headers.Add(name, value);
        }

        // The simplest first, as programs that show the last one they can expect it.
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(body.Text, Encoding.UTF8, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(body.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }
}

/// <summary>How the mail server is reached.</summary>
/// <param name="From">The sender of all mail.</param>
/// <param name="UsesTls">STARTTLS before anything else is said.</param>
/// <param name="User">Null: no sign-in.</param>
/// <param name="Timeout">How long one message may take.</param>
public sealed record SmtpSettings(string Host, int Port, MailAddress From, bool UsesTls, string? User, string? Password, TimeSpan Timeout);
