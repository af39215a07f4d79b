using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeManagement.Testing.Hosting;

/// <summary>
/// The built server as a process of its own, on a temporary folder. It can be killed at any instant and started again on the same data.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    /// <summary>The administrator's token in Development.</summary>
    public const string AdministratorToken = "administrator-of-the-end-to-end-tests";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Everyday = ["changes:read", "changes:write", "changes:approve"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-");
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly StringBuilder said = new();
    private string[] settings = [];
    private Process? process;
    private HttpClient? http;
    private IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>(StringComparer.Ordinal);
    private string? trace;

    /// <summary>The folder of the register.</summary>
    public string DataPath => folder.FullName;

    /// <summary>A client of it, without credentials.</summary>
    public HttpClient Http => http!;

    /// <summary>How often the process was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Starts a server and waits until it serves.</summary>
    public static Task<ServerProcess> Run(params string[] settings) => Run(new Dictionary<string, string>(StringComparer.Ordinal), settings);

    /// <summary>Starts a server with variables of the environment and waits until it serves.</summary>
    public static async Task<ServerProcess> Run(IReadOnlyDictionary<string, string> variables, params string[] settings)
    {
        var server = new ServerProcess { settings = settings, variables = variables };
        await server.Start();
        return server;
    }

    /// <summary>Starts a server whose traffic and writes strace writes into a file; with <c>-D</c> it stays out of the way of a kill.</summary>
    public static async Task<ServerProcess> RunTraced(string trace)
    {
        var server = new ServerProcess { trace = trace };
        await server.Start();
        return server;
    }

    /// <summary>Starts it, again if it was killed, and waits until it serves.</summary>
    public async Task Start()
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = Launch(
            trace is null ? [] : ["strace", "-D", "-f", "-y", "-s", "16", "-e", "trace=network,write,pwrite64,fsync,fdatasync", "-o", trace],
            "Development",
            line =>
            {
                Keep(line);
                if (AddressLine().Match(line) is { Success: true } found)
                {
                    address.TrySetResult(new Uri(found.Groups["address"].Value));
                }
            },
            ["--urls", "http://127.0.0.1:0", "--Data:Path", DataPath, "--Bootstrap:Token", AdministratorToken,
            "--Logging:LogLevel:Default", "Warning", .. settings],
            variables);
        var exited = process.WaitForExitAsync();
        var first = await Task.WhenAny(address.Task, exited).WaitAsync(LongestStart);
        if (first == exited)
        {
            throw new InvalidOperationException($"The server ended with {process.ExitCode} instead of starting:\n{Said()}");
        }

        http?.Dispose();
        http = new HttpClient { BaseAddress = await address.Task };
        await UntilReady();
        Starts++;
    }

    /// <summary>Kills it without a warning (SIGKILL) and waits until it is gone.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Runs the server until it ends by itself, as it must when it refuses to start.</summary>
    public static async Task<(int ExitCode, string Said)> RunToItsEnd(string environment, params string[] arguments)
    {
        var output = new StringBuilder();
        using var refused = Launch(
            [],
            environment,
            line =>
            {
                lock (output)
                {
                    output.AppendLine(line);
                }
            },
            ["--urls", "http://127.0.0.1:0", .. arguments],
            variables: null);
        try
        {
            await refused.WaitForExitAsync().WaitAsync(LongestStart);
        }
        finally
        {
            if (!refused.HasExited)
            {
                refused.Kill();
            }
        }

        // The asynchronous wait also waits for the end of what was said.
        return (refused.ExitCode, output.ToString());
    }

    /// <summary>Calls as a person of the sample organisation.</summary>
    /// <param name="key">The Idempotency-Key; null: none.</param>
    public async Task<Reply> Call(string person, HttpMethod method, string path, object? body = null, string? key = null, string? etag = null) =>
        await Send(await TokenOf(person), method, path, body, key, etag);

    /// <summary>Calls as the administrator.</summary>
    public Task<Reply> CallAsAdministrator(HttpMethod method, string path, object? body = null) =>
        Send(AdministratorToken, method, path, body, key: null, etag: null);

    /// <summary>The token of a person, issued once; it must outlive every restart.</summary>
    public async Task<string> TokenOf(string person)
    {
        if (!tokens.TryGetValue(person, out var token))
        {
            var issued = await CallAsAdministrator(HttpMethod.Post, "/api/v1/tokens", new { name = person, person, scopes = Everyday });
            tokens[person] = token = issued.Json.GetProperty("token").GetString()!;
        }

        return token;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await Kill();
        }

        process?.Dispose();
        http?.Dispose();
        folder.Delete(recursive: true);
    }

    private static Process Launch(
        string[] below, string environment, Action<string> onLine, string[] arguments, IReadOnlyDictionary<string, string>? variables)
    {
        string[] command = [.. below, "dotnet", Path.Combine(AppContext.BaseDirectory, "ChangeManagement.Server.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var launched = new Process { StartInfo = start };
        DataReceivedEventHandler read = (_, line) =>
        {
            if (line.Data is { } text)
            {
                onLine(text);
            }
        };
        launched.OutputDataReceived += read;
        launched.ErrorDataReceived += read;
        launched.Start();
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private async Task UntilReady()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestStart; await Task.Delay(BetweenTries))
        {
            using var answer = await http!.GetAsync("/healthz/ready");
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }

        throw new TimeoutException($"The server was not ready after {LongestStart}:\n{Said()}");
    }

    private async Task<Reply> Send(string token, HttpMethod method, string path, object? body, string? key, string? etag)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var answer = await http!.SendAsync(request);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag, answer.Headers);
    }

    private void Keep(string line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }

    /// <summary>Everything it has written to the console.</summary>
    public string Said()
    {
        lock (said)
        {
            return said.ToString();
        }
    }

    [GeneratedRegex(@"running at (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressLine();
}

/// <summary>An answer of the server.</summary>
public sealed record Reply(int Status, string Body, string? ETag, HttpResponseHeaders Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The text of a member; null if there is none.</summary>
    public string? Text(string member) => Json.TryGetProperty(member, out var value) ? value.GetString() : null;
}
