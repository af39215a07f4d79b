using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Testing.Hosting;

/// <summary>
/// The whole product in one of its hosts. Only the clock is ours, and it stands still until a test moves it.
/// </summary>
public sealed class RunningProduct : IAsyncDisposable
{
    private const string AdministratorToken = "administrator-of-the-tests";
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly ProductHost host;

    /// <summary>Starts the server at a moment; 2026-03-03 is a Tuesday, 15:00 UTC is 10:00 in New York.</summary>
    /// <param name="tables">Lets a test step between the product and its tables; null: nothing does.</param>
    /// <param name="configure">Replaces or adds services; null: none.</param>
    /// <param name="listens">True: on a port of the loopback, for browsers; clients of the tests use it too.</param>
    /// <param name="isProduction">True: outside Development, on files of the sample organisation, without a token; it needs a sender of messages.</param>
    public RunningProduct(
        DateTimeOffset? start = null, IReadOnlyDictionary<string, string>? settings = null, Func<SqliteTables, ITables>? tables = null,
        Action<IServiceCollection>? configure = null, bool isProduction = false, bool listens = false)
        : this(start, (time, administratorToken) => new ServerHost(time, administratorToken, settings, tables, configure, isProduction, listens))
    {
    }

    /// <summary>Starts the product in a host of its own.</summary>
    /// <param name="open">Opens the host with the clock and the token of its first administrator.</param>
    public RunningProduct(DateTimeOffset? start, Func<VirtualTime, string, ProductHost> open)
    {
        Time = new VirtualTime(start ?? new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.Zero));
        host = open(Time, AdministratorToken);
    }

    /// <summary>Starts the server.</summary>
    public static RunningProduct OnTheServer(DateTimeOffset? start) => new(start);

    /// <summary>Where it listens, if it does.</summary>
    public Uri Address => host.Address;

    /// <summary>The product's clock.</summary>
    public VirtualTime Time { get; }

    /// <summary>How often clients of the API have only looked.</summary>
    public int Looks { get; internal set; }

    /// <summary>The folder of the server's register.</summary>
    public string DataPath => ((ServerHost)host).DataPath;

    /// <summary>The file of the server's anchors.</summary>
    public string AnchorPath => ((ServerHost)host).AnchorPath;

    /// <summary>The product's services, for what has no door of its own.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Starts it now; without this it starts when it is first used.</summary>
    public void Start() => _ = Services;

    /// <summary>A browser or a client without credentials that follows no redirects and keeps cookies.</summary>
    public HttpClient Anonymous() => host.Connect();

    /// <summary>A client that acts as a person of the sample organisation, with every scope but the administrator's.</summary>
    public Task<Client> As(string person) => Client($"person {person}", new { name = person, person, scopes = Everyday });

    /// <summary>A client that acts as a system.</summary>
    public Task<Client> AsSystem(string system) => Client($"system {system}", new { name = system, system, scopes = Everyday });

    /// <summary>The client of an administrator.</summary>
    public Client AsAdministrator() => WithToken(AdministratorToken);

    /// <summary>A client with a token.</summary>
    public Client WithToken(string token)
    {
        var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Client(http, this);
    }

    /// <summary>Completes when everything that was set off has come to rest.</summary>
    public async Task Settle()
    {
        var aftermath = Services.GetRequiredService<AftermathService>();
        var mail = Services.GetRequiredService<DirectMail>();
        long followed;
        do
        {
            followed = aftermath.Followed;
            await aftermath.WhenIdle();
            await host.WhenWorkflowsRest();
            await mail.WhenIdle();
        }
        while (followed != aftermath.Followed || !aftermath.IsIdle);
    }

    /// <summary>Moves the clock deadline by deadline, so that everything that time causes happens at its time, and lets it settle.</summary>
    public async Task Pass(TimeSpan time)
    {
        await Time.AdvanceTo(Time.GetUtcNow() + time, Settle);
    }

    /// <summary>Looks at the files of the rulebook as often as an edit needs to be noticed.</summary>
    public async Task NoticeEdits()
    {
        var watch = Services.GetRequiredService<RulebookWatch>();
        await watch.Look(CancellationToken.None);
        await watch.Look(CancellationToken.None);
    }

    /// <summary>The facts of a kind in the system log, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> SystemFacts(string kind) =>
    [
        .. (await Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None))
            .Where(stored => stored.Kind == kind)
            .Select(stored => JsonDocument.Parse(stored.Payload!).RootElement),
    ];

    /// <summary>Sweeps once.</summary>
    public async Task<int> Sweep()
    {
        var mended = await Services.GetRequiredService<Sweeper>().Sweep(Time.GetUtcNow(), CancellationToken.None);
        await Settle();
        return mended;
    }

    /// <summary>Anchors the register.</summary>
    /// <returns>How many streams had moved.</returns>
    public Task<int> Anchor() => Services.GetRequiredService<Anchors>().Write(Time.GetUtcNow(), CancellationToken.None);

    /// <summary>Runs a function of the app that a timer sets off, and lets everything settle.</summary>
    public async Task Fire(string function)
    {
        await ((FunctionsHost)host).Fire(function);
        await Settle();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static readonly string[] Everyday = ["changes:read", "changes:write", "changes:approve"];

    private async Task<Client> Client(string key, object token)
    {
        if (!tokens.TryGetValue(key, out var secret))
        {
            var issued = await AsAdministrator().Post("/api/v1/tokens", token);
            tokens[key] = secret = issued.Text("token");
        }

        return WithToken(secret);
    }
}

/// <summary>A client of the API; every call settles before it returns, so that the next one sees what it caused.</summary>
public sealed class Client(HttpClient http, RunningProduct product)
{
    /// <summary>The change requests of 001's API.</summary>
    public const string Changes = "/api/v1/change-management/change-requests";

    /// <summary>The client underneath.</summary>
    public HttpClient Http => http;

    /// <summary>Submits a request.</summary>
    public Task<Answer> Submit(object request) => Post(Changes, request);

    /// <summary>Sends a command to a change.</summary>
    public Task<Answer> Do(string number, string command, object? body = null) => Post($"{Changes}/{number}/{command}", body ?? new { });

    /// <summary>The whole change.</summary>
    public Task<Answer> Show(string number) => Get($"{Changes}/{number}");

    /// <summary>Posts JSON.</summary>
    public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body, body.GetType(), options: Plain));

    /// <summary>Gets.</summary>
    public Task<Answer> Get(string path)
    {
        product.Looks++;
        return Send(HttpMethod.Get, path, content: null);
    }

    /// <summary>Sends anything, with headers.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        await product.Settle();
        return new Answer((int)response.StatusCode, text, response.Headers.ETag?.Tag);
    }

    /// <summary>Bodies are written as the test spells them.</summary>
    private static JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = null };
}

/// <summary>An answer of the API.</summary>
/// <param name="Body">As sent.</param>
/// <param name="ETag">Null: none was sent.</param>
public sealed record Answer(int Status, string Body, string? ETag)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The text of a member; fails with the whole body if there is none.</summary>
    public string Text(string member) => Json.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
        ? value.GetString()!
        : throw new InvalidOperationException($"The answer {Status} has no text '{member}': {Body}");

    /// <summary>The number of the change that it is about.</summary>
    public string Number => Text("change_request_id");
}
