using ChangeManagement.Engine;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Functions.Hosting;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Testing.Hosting;

/// <summary>
/// The Functions app without the Functions host: its functions are found by attribute; HTTP triggers run on a test server, orchestrators and
/// activities on the embedded engine under a context with the faults of the real one, and the register is on Azurite.
/// </summary>
public sealed class FunctionsHost : ProductHost
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-functions-");
    private readonly IHost host;
    private readonly SqliteStore store;
    private readonly WorkflowEngine engine;
    private readonly FakeDurableTaskClient client;

    /// <summary>Starts it.</summary>
    /// <param name="register">The connection string of the storage account.</param>
    /// <param name="tablePrefix">Keeps the tables apart from those of other tests.</param>
    public FunctionsHost(TimeProvider time, string administratorToken, string register, string tablePrefix)
    {
        host = Build(time, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Register:ConnectionString"] = register,
            ["Register:TablePrefix"] = tablePrefix,
            ["Anchors:ConnectionString"] = register,
            // Another account in Azure; here the same, where no table of the register has their name.
            ["Anchors:TablePrefix"] = tablePrefix,
            ["Audit:Key"] = $"test {new string('a', 64)}",
            ["Bootstrap:Token"] = administratorToken,
            ["Site:Address"] = "https://changes.example.com/",
            ["Policies:Watch"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        store = SqliteStore.Open(Path.Combine(folder.FullName, "hub.db"));
        // Like the real one without extended sessions, it replays before every turn.
        engine = new WorkflowEngine(
            store,
            DeclaredFunctions.Catalog(type => ActivatorUtilities.CreateInstance(host.Services, type), () => client!),
            time,
            new EngineOptions { Json = Json.Options, HotInstances = 0 });
        client = new FakeDurableTaskClient(engine);
    }

    /// <inheritdoc/>
    public override IServiceProvider Services => host.Services;

    /// <inheritdoc/>
    public override Uri Address => host.GetTestServer().BaseAddress;

    /// <summary>Runs the product in it, on the Azurite that all tests share.</summary>
    public static RunningProduct Run(DateTimeOffset? start) => Run(start, Wait(AzuriteServer.Shared).ConnectionString);

    /// <summary>Runs the product in it, in a storage account.</summary>
    /// <param name="tablePrefix">That of another host shares its register; null: tables of its own.</param>
    public static RunningProduct Run(DateTimeOffset? start, string register, string? tablePrefix = null) =>
        new(start, (time, token) => Wait(() => Open(time, token, register, tablePrefix ?? AzuriteServer.NewPrefix())));

    /// <summary>Opens one.</summary>
    /// <inheritdoc cref="FunctionsHost(TimeProvider, string, string, string)"/>
    public static async Task<FunctionsHost> Open(TimeProvider time, string administratorToken, string register, string tablePrefix)
    {
        var functions = new FunctionsHost(time, administratorToken, register, tablePrefix);
        await functions.engine.Start();
        await functions.host.StartAsync();
        return functions;
    }

    /// <inheritdoc/>
    public override HttpClient Connect() => new(new CookieJar(host.GetTestServer().CreateHandler())) { BaseAddress = Address };

    /// <inheritdoc/>
    public override Task WhenWorkflowsRest() => engine.WhenIdle();

    /// <summary>Runs a function that a timer sets off.</summary>
    public Task Fire(string name)
    {
        var function = DeclaredFunctions.SetOffBy<TimerTriggerAttribute>().Single(function => function.Name == name);
        return function.Invoke(InstanceOf(function), parameter =>
            parameter.ParameterType == typeof(TimerInfo) ? new TimerInfo()
            : parameter.ParameterType == typeof(DurableTaskClient) ? client
            : CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await engine.Stop();
        engine.Dispose();
        store.Dispose();
        folder.Delete(recursive: true);
    }

    private IHost Build(TimeProvider time, Dictionary<string, string?> settings) => new HostBuilder()
        .UseEnvironment(Environments.Development)
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureLogging((context, logging) => logging.AddConfiguration(context.Configuration.GetSection("Logging")))
        .ConfigureWebHost(web => web
            .UseTestServer()
            .ConfigureServices((context, services) =>
            {
                services.AddFunctionsHost(context.Configuration, context.HostingEnvironment);
                services.Replace(ServiceDescriptor.Singleton(time));
            })
            .Configure(app => app.UseRouting().UseEndpoints(routes =>
            {
                foreach (var function in DeclaredFunctions.SetOffBy<HttpTriggerAttribute>())
                {
                    var trigger = (HttpTriggerAttribute)function.Trigger;
                    Task Answer(HttpContext http) => Respond(function, http);
                    _ = trigger.Methods is { Length: > 0 } methods
                        ? routes.MapMethods("/" + trigger.Route, methods, Answer)
                        : routes.Map("/" + trigger.Route, Answer);
                }
            })))
        .Build();

    private async Task Respond(DeclaredFunction function, HttpContext http)
    {
        var result = await function.Invoke(InstanceOf(function), parameter =>
            parameter == function.Triggered ? http.Request
            : parameter.ParameterType == typeof(DurableTaskClient) ? client
            : http.RequestAborted);
        await ((IResult)result!).ExecuteAsync(http);
    }

    private object InstanceOf(DeclaredFunction function) => ActivatorUtilities.CreateInstance(host.Services, function.Method.DeclaringType!);

    /// <summary>A product is started where nothing can be awaited.</summary>
    private static T Wait<T>(Func<Task<T>> start) => Task.Run(start).GetAwaiter().GetResult();

    /// <summary>Cookies as a browser keeps them; the test server's handler keeps none.</summary>
    private sealed class CookieJar(HttpMessageHandler server) : DelegatingHandler(server)
    {
        private readonly System.Net.CookieContainer cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } kept)
            {
                request.Headers.Add("Cookie", kept);
            }

            var response = await base.SendAsync(request, cancellationToken);
            foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                cookies.SetCookies(request.RequestUri!, set);
            }

            return response;
        }
    }
}
