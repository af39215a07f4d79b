using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ChangeManagement.Benchmarks;

/// <summary>The server under load: the built product as a process of its own, every commit synced, nothing tuned.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    public const string AdministratorToken = "administrator-of-the-benchmarks";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-benchmark-");
    private readonly Process process;

    private Server(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The CPU time that it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it has held, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>The size of its data, in bytes.</summary>
    public long BytesOnDisk => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<Server> Start()
    {
        var launched = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet")
            {
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ChangeManagement.Server.dll"), "--urls", "http://127.0.0.1:0" },
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
                RedirectStandardOutput = true,
                UseShellExecute = false,
            },
        };
        var server = new Server(launched);
        foreach (var argument in (ReadOnlySpan<string>)
            ["--Data:Path", server.folder.FullName, "--Bootstrap:Token", AdministratorToken, "--Logging:LogLevel:Default", "Warning"])
        {
            launched.StartInfo.ArgumentList.Add(argument);
        }

        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        launched.OutputDataReceived += (_, line) =>
        {
            if (AddressLine().Match(line.Data ?? "") is { Success: true } found)
            {
                address.TrySetResult(new Uri(found.Groups["address"].Value));
            }
        };
        launched.Start();
        launched.BeginOutputReadLine();
        server.Address = await address.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"running at (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressLine();
}
