using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ChangeManagement.Testing;

namespace ChangeManagement.EndToEnd.Mail;

/// <summary>A real mail server, the npm package smtp-server, as a process of its own; mailparser reads what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<string>> Installed = new(Install);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-mail-");
    private readonly BlockingCollection<JsonElement> mails = [];
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;

    /// <summary>The certificate of the server; who trusts it alone trusts this server.</summary>
    public string CertificateFile => Path.Combine(folder.FullName, "certificate.pem");

    /// <summary>Where it listens.</summary>
    public Task<int> Port => port.Task.WaitAsync(Longest);

    /// <param name="offersTls">False: it takes mail in clear text only, as whoever listens in would like it.</param>
    public static async Task<MailServer> Start(bool offersTls = true)
    {
        var server = new MailServer();
        LocalCertificate.Write(server.CertificateFile, server.KeyFile);
        var script = Path.Combine(await Installed.Value, "receive.mjs");
        server.process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [script, server.KeyFile, server.CertificateFile, offersTls ? "starttls" : "clear"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            },
        };
        server.process.OutputDataReceived += (_, line) => server.Read(line.Data);
        server.process.Start();
        server.process.BeginOutputReadLine();
        await server.Port;
        return server;
    }

    /// <summary>The next mail to an address; waits until it comes.</summary>
    public async Task<JsonElement> Next(string to) => await Task.Run(() =>
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Longest)
        {
            if (mails.TryTake(out var mail, TimeSpan.FromSeconds(1)) && mail.GetProperty("to").GetString() == to)
            {
                return mail;
            }
        }

        throw new TimeoutException($"No mail to {to} came.");
    });

    /// <summary>How many mails came that nobody has read.</summary>
    public int Count => mails.Count;

    public async ValueTask DisposeAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        mails.Dispose();
        folder.Delete(recursive: true);
    }

    private string KeyFile => Path.Combine(folder.FullName, "key.pem");

    private void Read(string? line)
    {
        if (line?.StartsWith("listening ", StringComparison.Ordinal) is true)
        {
            port.TrySetResult(int.Parse(line["listening ".Length..], System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (line is not null)
        {
            mails.Add(JsonDocument.Parse(line).RootElement);
        }
    }

    private static async Task<string> Install()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "Mail");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            UseShellExecute = false,
            WorkingDirectory = from,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm could not install the mail server: {await said} {await complained}");
        return from;
    }
}
