using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChangeManagement.Testing.Azurite;

/// <summary>
/// The tables of Azurite, the emulator of Azure Storage, as a process of its own on a free port of the loopback. It can be stopped, killed and started
/// again on the same port. Tests keep apart by prefixes of their tables.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The emulator's account.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>Its key, which is public.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<string>> Installed = new(() => Npm.Install(Path.Combine(AppContext.BaseDirectory, "Azurite")));
    private static readonly Lazy<Task<AzuriteServer>> OfAll = new(() => Run());
    private static int prefixes;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-azurite-");
    private readonly ConcurrentQueue<string> said = new();
    private readonly int port = FreePort();
    private readonly AzuriteOptions options;
    private Process? process;

    private AzuriteServer(AzuriteOptions options) => this.options = options;

    /// <summary>The address of the account's tables.</summary>
    public Uri Endpoint => EndpointAt(port);

    /// <summary>The account as a setting.</summary>
    public string ConnectionString => ConnectionStringAt(Endpoint);

    /// <summary>The file of the certificate of one that speaks https; who trusts it alone trusts this server.</summary>
    public string CertificateFile => Path.Combine(folder.FullName, "certificate.pem");

    /// <summary>The one that all tests of the process share; in memory.</summary>
    public static Task<AzuriteServer> Shared() => OfAll.Value;

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<AzuriteServer> Run(AzuriteOptions? options = null)
    {
        var server = new AzuriteServer(options ?? new AzuriteOptions());
        if (server.options.IsHttps)
        {
            LocalCertificate.Write(server.CertificateFile, server.KeyFile);
        }

        await server.Start();
        return server;
    }

    /// <summary>A name for the beginning of tables that no other test of the process uses.</summary>
    public static string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref prefixes)}x");

    /// <summary>The account as a setting, at an address that leads to it.</summary>
    public static string ConnectionStringAt(Uri endpoint) => $"DefaultEndpointsProtocol={endpoint.Scheme};AccountName={Account};AccountKey={Key};TableEndpoint={endpoint}";

    /// <summary>The address of the account's tables on a port of the loopback.</summary>
    public Uri EndpointAt(int at) => new UriBuilder(options.IsHttps ? "https" : "http", "127.0.0.1", at, Account).Uri;

    /// <summary>Starts it, again if it was stopped, and waits until it serves.</summary>
    public async Task Start()
    {
        var home = await Installed.Value;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] kept = options.IsKept ? ["--location", folder.FullName] : ["--inMemoryPersistence"];
        string[] secured = options.IsHttps ? ["--cert", CertificateFile, "--key", KeyFile, "--oauth", "basic"] : [];
        process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "node",
                [
                    Path.Combine(AppContext.BaseDirectory, "Azurite", "run.cjs"), "--tableHost", "127.0.0.1",
                    "--tablePort", port.ToString(CultureInfo.InvariantCulture), "--skipApiVersionCheck", "--disableTelemetry", "--silent", .. kept, .. secured,
                ])
            {
                UseShellExecute = false,
                WorkingDirectory = folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["AZURITE_FOLDER"] = home },
            },
        };
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var exited = process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, exited).WaitAsync(Longest) == exited)
        {
            throw new InvalidOperationException($"Azurite ended with {process.ExitCode} instead of starting:\n{Said()}");
        }
    }

    /// <summary>Asks it to end, which lets it save, and waits until it has.</summary>
    public async Task Stop()
    {
        Signal.Terminate(process!.Id);
        await process.WaitForExitAsync().WaitAsync(Longest);
    }

    /// <summary>Ends it without a warning: what it has not saved is lost.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await Kill();
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private string KeyFile => Path.Combine(folder.FullName, "key.pem");

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is not null)
        {
            said.Enqueue(line);
            if (line.Contains("successfully", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        }
    }

    private string Said() => string.Join('\n', said);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static class Signal
    {
        private const int Sigterm = 15;

        public static void Terminate(int id)
        {
            if (Kill(id, Sigterm) != 0)
            {
                throw new InvalidOperationException($"Azurite, process {id}, could not be asked to end: error {Marshal.GetLastPInvokeError()}.");
            }
        }

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Kill(int id, int signal);
    }
}
