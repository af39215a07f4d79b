using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>
/// Posts to addresses that an operator has set. They are secrets: nothing here logs them, and they lead nowhere else, neither by a redirect nor by a
/// name that means a machine of our own network.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private const int MostBytesOfAnswer = 64 << 10;
    private readonly HttpClient http;

    /// <param name="timeout">How long one call may take.</param>
    /// <param name="mayBePrivate">True where the address may mean a machine of our own network: in Development.</param>
    public WebhookClient(TimeSpan timeout, bool mayBePrivate = false)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would look names up for us, and connect wherever they lead.
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = mayBePrivate ? null : ConnectOutside,
        };
        http = new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = MostBytesOfAnswer };
    }

    /// <summary>Posts once. Throws only when <paramref name="cancellation"/> is cancelled.</summary>
    /// <param name="who">Whom it is said of, for example <c>Teams</c>.</param>
    /// <param name="token">A bearer token; null: none.</param>
    public async Task<Dispatch> Post(Uri address, JsonObject body, string? token, string who, DateTimeOffset now, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return HttpAnswers.Explain(response.StatusCode, response.Headers, who, now);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Dispatch.TryLater($"{who} did not answer in time.");
        }
        catch (HttpRequestException)
        {
            return new Dispatch.TryLater($"{who} cannot be reached.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>Looks the name up once and connects to what it found: a second look-up could answer something else.</summary>
    private static async ValueTask<Stream> ConnectOutside(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var outside = addresses.Where(PublicAddress.Is).ToArray();
        if (outside.Length == 0)
        {
            throw new HttpRequestException("The address of the webhook means a machine of our own network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(outside, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
