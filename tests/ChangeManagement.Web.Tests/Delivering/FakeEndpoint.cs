using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Delivering;

/// <summary>A channel on loopback that keeps what it is sent and answers as a test has ordered: once each, then as its default.</summary>
internal sealed class FakeEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Call> calls = [];
    private readonly ConcurrentQueue<Func<HttpContext, Task>> orders = [];
    private readonly CancellationTokenSource closing = new();

    private FakeEndpoint(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            calls.Enqueue(new Call(http.Request.Path, http.Request.Headers.Authorization.ToString(), body.RootElement.Clone(), (int)http.Request.ContentLength!.Value));
            if (orders.TryDequeue(out var order))
            {
                await order(http);
            }
            else
            {
                http.Response.StatusCode = status;
            }
        });
    }

    /// <summary>What it was sent, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. calls];

    /// <summary>Its address.</summary>
    public string Address => app.Urls.Single();

    /// <param name="status">What it answers unless ordered otherwise: that it has taken the message over.</param>
    public static async Task<FakeEndpoint> Start(int status = 202)
    {
        var endpoint = new FakeEndpoint(status);
        await endpoint.app.StartAsync();
        return endpoint;
    }

    /// <summary>Answers one call with a status.</summary>
    public FakeEndpoint Then(int status, string? retryAfter = null, string? location = null)
    {
        orders.Enqueue(http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = retryAfter;
            http.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Lets one call wait until its caller gives up.</summary>
    public FakeEndpoint ThenSilence()
    {
        orders.Enqueue(http =>
        {
            var gone = new TaskCompletionSource();
            http.RequestAborted.Register(() => gone.TrySetResult());
            closing.Token.Register(() => gone.TrySetResult());
            return gone.Task;
        });
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    /// <summary>One call.</summary>
    internal sealed record Call(string Path, string Authorization, JsonElement Body, int Bytes);
}
