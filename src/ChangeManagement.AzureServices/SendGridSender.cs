using ChangeManagement.Organisation;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Notifications.Sending;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace ChangeManagement.AzureServices;

/// <summary>Sends mail by SendGrid. That it takes a mail over does not mean that it arrives: its event webhook tells.</summary>
public sealed class SendGridSender(SendGridSettings settings, HttpClient http, MailBodies bodies, SiteAddress site, TimeProvider time) : ISender
{
    /// <summary>The custom argument by which an event of SendGrid's names the message.</summary>
    public const string KeyArgument = SendGridEvents.KeyArgument;

    private readonly SendGridClient client = new(
        http, new SendGridClientOptions { ApiKey = settings.Key, Host = settings.Host.AbsoluteUri });

    /// <inheritdoc/>
    public Channel Channel => Channel.Mail;

    /// <inheritdoc/>
    public bool Reaches(Person person) => person.Mail.Length > 0;

    /// <inheritdoc/>
    public async Task<Dispatch> Send(Message message, CancellationToken cancellation)
    {
        var mail = await Write(message);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Timeout);
        try
        {
            var response = await client.SendEmailAsync(mail, patience.Token);
            response.Body?.Dispose();
            return HttpAnswers.Explain(response.StatusCode, response.Headers, "SendGrid", time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Dispatch.TryLater("SendGrid did not answer in time.");
        }
        catch (HttpRequestException)
        {
            return new Dispatch.TryLater("SendGrid cannot be reached.");
        }
    }

    private async Task<SendGridMessage> Write(Message message)
    {
        var body = await bodies.Render(message);
        var mail = new SendGridMessage
        {
            From = new EmailAddress(settings.From.Address, settings.From.DisplayName),
            Subject = message.Subject,
            PlainTextContent = body.Text,
            HtmlContent = body.Html,
            Headers = MailHeaders.Of(message, site).ToDictionary(StringComparer.Ordinal),
            CustomArgs = new Dictionary<string, string>(StringComparer.Ordinal) { [KeyArgument] = message.Key },
        };
        mail.AddTo(message.To.Mail, message.To.Name);
        if (site.ReplyTo(message) is { } reply)
        {
            mail.ReplyTo = new EmailAddress(reply);
        }

        // Rewritten links would tell SendGrid's logs the secrets of approvals, and look like what people are warned of.
        mail.SetClickTracking(enable: false, enableText: false);
        mail.SetOpenTracking(enable: false);
        mail.SetSubscriptionTracking(enable: false);
        mail.SetGoogleAnalytics(enable: false);
        if (settings.IsSandbox)
        {
            mail.SetSandBoxMode(enable: true);
        }

        return mail;
    }
}
