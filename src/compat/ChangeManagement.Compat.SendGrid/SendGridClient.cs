using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using SendGrid.Helpers.Mail;

namespace SendGrid;

/// <summary>Stands in for the client of the SendGrid package 9.29.3: sends mail by version 3 of the API. Signatures are the package's.</summary>
public class SendGridClient(HttpClient httpClient, SendGridClientOptions options)
{
    /// <summary>Sends a mail; every answer comes back as it is, whatever its status.</summary>
    public async Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Host.TrimEnd('/')}/{options.Version}/mail/send")
        {
            Content = new StringContent(msg.Serialize(), Encoding.UTF8, new MediaTypeHeaderValue(MediaTypeNames.Application.Json)),
        };
        request.Headers.Authorization = options.Auth;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        var response = await httpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new Response(response.StatusCode, response.Content, response.Headers);
    }
}
