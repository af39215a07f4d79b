using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Testing.Azurite;

/// <summary>Stands before a storage account, lets requests through, writes down which, and breaks those that a test wants broken.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive", "Expect"];

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly ConcurrentQueue<StorageCall> calls = new();
    private readonly Uri behind;
    private Func<StorageCall, Fault?> breaks = _ => null;
    private WebApplication? app;
    private int conflicts;
    private int port;

    private FaultProxy(AzuriteServer azurite) => behind = azurite.Endpoint;

    /// <summary>The address of the account's tables by way of the proxy.</summary>
    public Uri Endpoint => new UriBuilder("http", "127.0.0.1", port, AzuriteServer.Account).Uri;

    /// <summary>The account as a setting.</summary>
    public string ConnectionString => AzuriteServer.ConnectionStringAt(Endpoint);

    /// <summary>What was asked of it, broken or not.</summary>
    public IReadOnlyCollection<StorageCall> Calls => calls;

    /// <summary>How many writes met a row that existed, was missing or had another ETag.</summary>
    public int Conflicts => Volatile.Read(ref conflicts);

    /// <summary>Starts one.</summary>
    public static async Task<FaultProxy> Before(AzuriteServer azurite)
    {
        var proxy = new FaultProxy(azurite);
        await proxy.Open();
        return proxy;
    }

    /// <summary>Breaks what the test says, from now on; null: lets it through.</summary>
    public void Break(Func<StorageCall, Fault?> how) => Volatile.Write(ref breaks, how);

    /// <summary>Breaks the first calls that come, one after the other.</summary>
    public void Break(params Fault[] faults)
    {
        var left = new ConcurrentQueue<Fault>(faults);
        Break(_ => left.TryDequeue(out var fault) ? fault : null);
    }

    /// <summary>Lets everything through.</summary>
    public void Heal() => Break(_ => null);

    /// <summary>Forgets what was asked.</summary>
    public void ForgetCalls() => calls.Clear();

    /// <summary>Refuses connections.</summary>
    public async Task Close()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>Takes connections, on the same port as before.</summary>
    public async Task Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        app = builder.Build();
        app.Run(Serve);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        port = new Uri(address).Port;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await Close();
        }

        http.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var call = StorageCall.Of(context.Request, System.Text.Encoding.UTF8.GetString(body));
        calls.Enqueue(call);
        var fault = Volatile.Read(ref breaks)(call);
        switch (fault)
        {
            case Fault.Busy(var seconds):
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                if (seconds is not null)
                {
                    context.Response.Headers.RetryAfter = seconds.Value.ToString(CultureInfo.InvariantCulture);
                }

                return;
            case Fault.FailedBefore:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case Fault.CutBefore:
                context.Abort();
                return;
            case null or Fault.FailedAfter or Fault.CutAfter or Fault.NoAnswer:
                await PassOn(context, body, fault);
                return;
            default:
                throw new UnreachableException(fault.GetType().Name);
        }
    }

    private async Task PassOn(HttpContext context, byte[] body, Fault? fault)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(context)) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        // The caller may go; what it asked for is done all the same.
        using var answer = await http.SendAsync(request, CancellationToken.None);
        var content = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (IsConflict((int)answer.StatusCode) || PartsOf(content).Any(IsConflict))
        {
            Interlocked.Increment(ref conflicts);
        }

        switch (fault)
        {
            case Fault.FailedAfter:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case Fault.CutAfter:
                context.Abort();
                return;
            case Fault.NoAnswer:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            default:
                context.Response.StatusCode = (int)answer.StatusCode;
                foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
                    .Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
                {
                    context.Response.Headers[name] = values.ToArray();
                }

                if (content.Length > 0)
                {
                    await context.Response.Body.WriteAsync(content);
                }

                return;
        }
    }

    private static bool IsConflict(int status) => status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed;

    /// <summary>The answers to the operations of a batch.</summary>
    private static IEnumerable<int> PartsOf(byte[] content) => System.Text.Encoding.UTF8.GetString(content).Split('\n')
        .Where(line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
        .Select(line => int.Parse(line.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture));

    private Uri Target(HttpContext context)
    {
        // As it came: what is unescaped and escaped again has another signature.
        var raw = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        return new Uri($"{behind.GetLeftPart(UriPartial.Authority)}{raw}");
    }
}
