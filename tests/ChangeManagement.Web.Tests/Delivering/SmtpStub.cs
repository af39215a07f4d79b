using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChangeManagement.Web.Delivering;

/// <summary>
/// As much of an SMTP server as it takes to refuse: answers recipients as a test has ordered, once each, then takes every mail. That mails are right is
/// shown by a real server in the end-to-end tests.
/// </summary>
internal sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> mails = [];
    private readonly ConcurrentQueue<string> orders = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;

    public SmtpStub()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>The mails that it took, as they were sent.</summary>
    public IReadOnlyList<string> Mails => [.. mails];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers one recipient with a line.</summary>
    public SmtpStub Then(string answer)
    {
        orders.Enqueue(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (!closing.IsCancellationRequested)
        {
            await closing.CancelAsync();
            listener.Stop();
            await serving;
        }
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Talk(await listener.AcceptTcpClientAsync(closing.Token));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var ended = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 stub");
            while (await reader.ReadLineAsync(closing.Token) is { } line)
            {
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                await writer.WriteLineAsync(command switch
                {
                    "RCPT" when orders.TryDequeue(out var order) => order,
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                });
                if (command == "DATA")
                {
                    mails.Enqueue(await ReadMail(reader));
                    await writer.WriteLineAsync("250 taken");
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
        }
    }

    private async Task<string> ReadMail(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(closing.Token) is { } line && line != ".")
        {
            mail.Append(line).Append('\n');
        }

        return mail.ToString();
    }
}
