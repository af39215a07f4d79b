using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Safety;

/// <summary>Takes what is exported over OTLP on the loopback. Protobuf holds texts as they are, so they can be looked for in its bytes.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Content)> taken = [];

    private FakeCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            taken.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    /// <summary>Starts one.</summary>
    public static async Task<FakeCollector> Start()
    {
        var collector = new FakeCollector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>The settings that name it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>All that was sent to a path, such as <c>/v1/traces</c>.</summary>
    public string SentTo(string path) => string.Concat(taken.Where(sent => sent.Path == path).Select(sent => sent.Content));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();
}
