using ChangeManagement.Functions.Hosting;
using ChangeManagement.Functions.Triggers;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.TestHost;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>One instance of the app on Azurite: its container, and the function that takes everything. Its task hub is a mock: no workflow runs.</summary>
internal sealed class FunctionsInstance : IAsyncDisposable
{
    private readonly IHost app;

    private FunctionsInstance(IReadOnlyDictionary<string, string?> settings, Action<IFeatureCollection>? features) => app = new HostBuilder()
        .UseEnvironment("Development")
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureLogging(logging => logging.KeepSecretsOut())
        .ConfigureServices((context, services) => services.AddFunctionsHost(context.Configuration, context.HostingEnvironment))
        .ConfigureWebHost(web => web.UseTestServer().Configure(server => server.Run(async http =>
        {
            // What the worker has done by then: it has routed the request to the function, by a route of its own.
            http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("{*path}"), order: 0, metadata: null, "site"));
            http.Request.RouteValues["path"] = http.Request.Path.Value;
            http.Request.RouteValues["number"] = "of another route";
            http.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
            features?.Invoke(http.Features);
            await (await ActivatorUtilities.CreateInstance<Requests>(http.RequestServices).Site(http.Request, Hub.Object)).ExecuteAsync(http);
        })))
        .Build();

    /// <summary>The task hub.</summary>
    public Mock<DurableTaskClient> Hub { get; } = new("test");

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts one.</summary>
    /// <param name="prefix">That of another instance shares its register.</param>
    /// <param name="features">Adds what the web server of the worker offers a request.</param>
    public static async Task<FunctionsInstance> Start(string prefix, IReadOnlyDictionary<string, string?>? settings = null, Action<IFeatureCollection>? features = null)
    {
        var azurite = await AzuriteServer.Shared();
        var complete = Complete(azurite.ConnectionString, prefix);
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            complete[name] = value;
        }

        var instance = new FunctionsInstance(complete, features);
        await instance.app.StartAsync();
        return instance;
    }

    /// <summary>Settings with which the app starts.</summary>
    private static Dictionary<string, string?> Complete(string connection, string prefix) => new(StringComparer.Ordinal)
    {
        ["Register:ConnectionString"] = connection,
        ["Register:TablePrefix"] = prefix,
        ["Anchors:ConnectionString"] = connection,
        ["Anchors:TablePrefix"] = prefix + "a",
        ["Audit:Key"] = $"first {new string('1', 64)}\nsecond {new string('2', 64)}",
        ["Bootstrap:Token"] = "administrator",
    };

    /// <summary>A client without credentials that follows no redirects.</summary>
    public HttpClient Anonymous() => app.GetTestClient();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        app.Dispose();
    }
}
