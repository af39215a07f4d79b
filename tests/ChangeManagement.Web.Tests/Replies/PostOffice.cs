using System.Text.Json;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.BadInput;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Safety;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Replies;

/// <summary>A product that takes answers by mail, SendGrid's part in it, and the approvals that Emil is asked for.</summary>
public sealed class PostOffice : IAsyncDisposable, IDisposable
{
    /// <summary>The domain whose mail comes here.</summary>
    public const string Domain = "reply.example.com";

    private readonly Signer signer = new();
    private readonly CapturedLog log = new();

    public PostOffice()
        : this(null)
    {
    }

    /// <param name="tables">Steps between the product and its tables; null: nothing does.</param>
    internal PostOffice(Func<SqliteTables, ITables>? tables) => Product = new RunningProduct(
        settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Site:ReplyDomain"] = Domain,
            ["SendGrid:InboundKey"] = signer.PublicKey,
            ["Logging:LogLevel:ChangeManagement"] = "Trace",
        },
        tables: tables,
        configure: services => services.AddSingleton<ILoggerProvider>(log));

    /// <summary>The product.</summary>
    public RunningProduct Product { get; }

    /// <summary>Everything that it logged.</summary>
    public string Log => log.Text;

    /// <summary>A change of Chen's that waits for Emil and for Lena.</summary>
    public async Task<string> Ask(object? request = null) => (await (await Product.As("chen")).Submit(request ?? PlainRequest.Good)).Number;

    /// <summary>Somebody who is asked, and how their mails name them.</summary>
    public async Task<(string Person, string Sender)> FirstAsked(string number)
    {
        var message = (await Product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None))
            .First(message => message.Subject.StartsWith($"Approval requested: {number} ", StringComparison.Ordinal));
        return (message.To.Split('@')[0], $"{message.ToName} <{message.To}>");
    }

    /// <summary>The secrets of the message that asks a person.</summary>
    public async Task<ApprovalSecrets> SecretsOf(string number, string person = "emil", int round = 1)
    {
        var stage = (await Change(number)).GetProperty("stages").EnumerateArray().First(stage => stage.GetProperty("status").GetString() == "open");
        var link = new ApprovalLink(number, stage.GetProperty("name").GetString()!, round, person, Product.Time.GetUtcNow().AddDays(60));
        return await Product.Services.GetRequiredService<ApprovalLinks>().Open(link, CancellationToken.None);
    }

    /// <summary>Posts what Inbound Parse makes of a mail, signed now.</summary>
    internal Task<Answer> Post(InboundPost form) => Post(form, Product.Time.GetUtcNow());

    /// <summary>The same, signed at another time or over other bytes.</summary>
    internal async Task<Answer> Post(InboundPost form, DateTimeOffset signed, byte[]? over = null)
    {
        var body = form.Bytes();
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", form.ContentType);
        return await Send(
            content,
            (SignedHook.TimestampHeader, Signer.Timestamp(signed)),
            (SignedHook.SignatureHeader, signer.Sign(signed, over ?? body)));
    }

    /// <summary>Posts to the hook.</summary>
    internal Task<Answer> Send(HttpContent content, params (string Name, string Value)[] headers) =>
        new Client(Product.Anonymous(), Product).Send(HttpMethod.Post, "/hooks/sendgrid/inbound", content, headers);

    /// <summary>Emil's answers, as <c>approve</c> or <c>reject</c> with its reason.</summary>
    public async Task<string[]> Decisions(string number, string person = "emil") =>
    [
        .. from stage in (await Change(number)).GetProperty("stages").EnumerateArray()
           from answer in stage.GetProperty("answers").EnumerateArray()
           where answer.GetProperty("person").GetString() == person
           select answer.GetProperty("approves").GetBoolean() ? "approve" : $"reject {answer.GetProperty("comments").GetString()}",
    ];

    /// <summary>What Emil was told about mails that decided nothing, the newest first.</summary>
    public async Task<IReadOnlyList<string>> Explanations(string number) =>
    [
        .. (await Product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None))
            .Where(message => message.Subject.StartsWith($"Nothing was decided by your mail: {number} ", StringComparison.Ordinal))
            .Select(message => $"{message.To}: {message.Text}"),
    ];

    /// <summary>All that the register holds of a change.</summary>
    public async Task<string> Stored(string number) => string.Join('\n', (await Product.Services.GetRequiredService<ITables>()
        .Query(ChangeStreams.Table, number, null, null, 1000, CancellationToken.None)).Select(row => $"{row.Key} {row.ETag}"));

    /// <summary>The whole change.</summary>
    public async Task<JsonElement> Change(string number) => (await (await Product.As("chen")).Show(number)).Json;

    public void Dispose() => signer.Dispose();

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        signer.Dispose();
    }
}
