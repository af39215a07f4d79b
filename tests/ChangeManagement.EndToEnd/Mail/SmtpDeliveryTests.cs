using System.Text.RegularExpressions;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.EndToEnd.Mail;

/// <summary>A real mail server receives the mails over STARTTLS, and the links in them work; nothing crosses the network in clear text.</summary>
public sealed partial class SmtpDeliveryTests
{
    private static readonly object Request = new
    {
        title = "Raise the connection limit — für alle",
        description = "From 100 to 200",
        change_type = "configuration",
        priority = "low",
        affected_systems = new[] { "authentication-service" },
        risk_level = "low",
        rollback_plan = "Set it back to 100",
        implementation_plan = "Set it and restart",
    };

    [NpmFact]
    public async Task ARequest_ArrivesOverStartTls_ReadsWell_AndItsLinkShowsTheChange()
    {
        await using var mail = await MailServer.Start();
        await using var server = await Run(mail, trusts: true);
        var number = (await server.Call("ada", HttpMethod.Post, "/api/v1/change-management/change-requests", Request)).Text("change_request_id")!;
        var request = await mail.Next("lena@example.com");

        Assert.True(request.GetProperty("secure").GetBoolean());
        Assert.Equal($"Approval requested: {number} Raise the connection limit — für alle", request.GetProperty("subject").GetString());
        Assert.Equal(("changes@example.com", "Lena Fischer"), (request.GetProperty("from").GetString(), request.GetProperty("to_name").GetString()));
        Assert.Equal("auto-generated", request.GetProperty("auto_submitted").GetString());
        Assert.Equal($"<{number}@changes.example.com>", request.GetProperty("references").GetString());
        Assert.Matches("^reply\\+[0-9a-f]{30}@reply\\.example\\.com$", request.GetProperty("reply_to").GetString());
        Assert.Equal(["text/plain", "text/html"], request.GetProperty("types").EnumerateArray().Select(type => type.GetString()));

        var text = request.GetProperty("text").GetString()!;
        var link = Link().Match(text);
        Assert.True(link.Success && link.Length <= 120, text);
        Assert.Contains(link.Value, request.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Matches("Your code: [2-9A-Z]{6}\n", text);
        var page = await server.CallAsAdministrator(HttpMethod.Get, link.Groups["path"].Value);
        Assert.Equal(200, page.Status);
        Assert.Contains(number, page.Body, StringComparison.Ordinal);
    }

    [NpmFact]
    public async Task AServerThatOffersNoTls_GetsNothing()
    {
        await using var mail = await MailServer.Start(offersTls: false);
        await using var server = await Run(mail, trusts: true);
        await AssertPutOff(server);
        Assert.Equal(0, mail.Count);
    }

    [NpmFact]
    public async Task AServerThatNobodyTrusts_GetsNothing()
    {
        await using var mail = await MailServer.Start();
        await using var server = await Run(mail, trusts: false);
        await AssertPutOff(server);
        Assert.Equal(0, mail.Count);
    }

    private static async Task AssertPutOff(ServerProcess server)
    {
        var number = (await server.Call("ada", HttpMethod.Post, "/api/v1/change-management/change-requests", Request)).Text("change_request_id")!;
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var deliveries = await server.CallAsAdministrator(HttpMethod.Get, $"/api/v1/deliveries?change={number}");
            if (deliveries.Body.Contains("put_off", StringComparison.Ordinal))
            {
                Assert.DoesNotContain("\"sent\"", deliveries.Body, StringComparison.Ordinal);
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The mail was never tried.");
    }

    private static async Task<ServerProcess> Run(MailServer mail, bool trusts) => await ServerProcess.Run(
        trusts ? new Dictionary<string, string>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = mail.CertificateFile } : [],
        "--Site:Address", "https://changes.example.com/", "--Site:ReplyDomain", "reply.example.com",
        "--SendGrid:InboundKey", SamplePublicKey.Text, "--Mail:From", "Changes <changes@example.com>",
        "--Smtp:Host", "localhost", "--Smtp:Port", (await mail.Port).ToString(System.Globalization.CultureInfo.InvariantCulture),
        "--Smtp:User", "changes", "--Smtp:Password", "the-password");

    [GeneratedRegex(@"https://changes\.example\.com(?<path>/approvals/[A-Za-z0-9_-]{32})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();
}
