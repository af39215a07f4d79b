using System.Text;
using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Delivering;

/// <summary>Mail by SendGrid: a fake of its API checks what it is sent, and reports what became of it.</summary>
public sealed class SendGridTests : IAsyncLifetime
{
    private readonly Signer signer = new();
    private FakeEndpoint sendGrid = null!;
    private FakeEndpoint slack = null!;
    private RunningProduct product = null!;

    public async Task InitializeAsync()
    {
        (sendGrid, slack) = (await FakeEndpoint.Start(), await FakeEndpoint.Start(status: 200));
        product = new RunningProduct(settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Site:Address"] = "https://changes.example.com/",
            ["Site:ReplyDomain"] = "reply.example.com",
            ["Mail:From"] = "Changes <changes@example.com>",
            ["SendGrid:Key"] = "SG.the-key",
            ["SendGrid:Host"] = sendGrid.Address,
            ["SendGrid:EventKey"] = signer.PublicKey,
            ["SendGrid:InboundKey"] = signer.PublicKey,
            ["Slack:Webhook"] = $"{slack.Address}/services/T0/B0/secret",
            ["Deliveries:Timeout"] = "00:00:03",
        });
    }

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        await sendGrid.DisposeAsync();
        await slack.DisposeAsync();
        signer.Dispose();
    }

    [Fact]
    public async Task ARequest_IsOneMailWithinTheLimits_ThatTracksNobodyAndIsAnsweredToItsPersonsAddress()
    {
        await Submit();
        var call = sendGrid.Calls.Single(call => Subject(call).StartsWith("Approval requested", StringComparison.Ordinal));
        Assert.Equal(("/v3/mail/send", "Bearer SG.the-key"), (call.Path, call.Authorization));
        var body = call.Body;
        Assert.Equal("changes@example.com", body.GetProperty("from").GetProperty("email").GetString());
        var to = body.GetProperty("personalizations").EnumerateArray().Single().GetProperty("to").EnumerateArray().Single();
        Assert.Equal("lena@example.com", to.GetProperty("email").GetString());
        Assert.Matches("^reply\\+[0-9a-f]{30}@reply\\.example\\.com$", body.GetProperty("reply_to").GetProperty("email").GetString());
        Assert.Equal(["text/plain", "text/html"], body.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("type").GetString()));
        Assert.All(body.GetProperty("custom_args").EnumerateObject(), argument => Assert.Equal(JsonValueKind.String, argument.Value.ValueKind));
        Assert.True(Encoding.UTF8.GetByteCount(body.GetProperty("custom_args").GetRawText()) < 10_000);
        var tracking = body.GetProperty("tracking_settings");
        Assert.All(
            ["click_tracking", "open_tracking", "subscription_tracking", "ganalytics"],
            name => Assert.False(tracking.GetProperty(name).GetProperty("enable").GetBoolean()));
        Assert.Equal("auto-generated", body.GetProperty("headers").GetProperty("Auto-Submitted").GetString());
        string[] reserved = ["x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject", "reply-to", "cc", "bcc"];
        Assert.DoesNotContain(body.GetProperty("headers").EnumerateObject(), header => reserved.Contains(header.Name, StringComparer.OrdinalIgnoreCase));
        Assert.All(
            body.GetProperty("content")[0].GetProperty("value").GetString()!.Split([' ', '\n']).Where(word => word.StartsWith("https://", StringComparison.Ordinal)),
            address => Assert.True(address.Length <= 120, address));
    }

    [Fact]
    public async Task WhatIsPutOff_IsSentOnceItsTimeHasCome_AndNoSooner()
    {
        sendGrid.Then(429, retryAfter: "90");
        var number = await Submit();
        Assert.Equal(["lena: waiting (mail put_off)"], await Told.Of(product, number));
        await product.Pass(TimeSpan.FromSeconds(89));
        Assert.Single(sendGrid.Calls);
        await product.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["lena: sent (mail put_off, mail sent)"], await Told.Of(product, number));
        Assert.Equal(2, sendGrid.Calls.Count);
        Assert.Equal(MessageId(sendGrid.Calls[0]), MessageId(sendGrid.Calls[1]));
    }

    [Fact]
    public async Task WhatIsSetOffAnew_IsLeftAloneByTheWorkflowThatWaitedWithIt()
    {
        sendGrid.Then(429, retryAfter: "90").Then(429, retryAfter: "90");
        var number = await Submit();
        var key = (await product.AsAdministrator().Get($"/api/v1/deliveries?change={number}")).Json.GetProperty("deliveries")[0].GetProperty("key").GetString();
        await product.AsAdministrator().Post($"/api/v1/deliveries/{number}/{key}/lena/retry", new { reason = "Her mailbox was mended" });
        await product.Settle();
        Assert.Equal(["lena: waiting (mail put_off, mail put_off)"], await Told.Of(product, number));
        Assert.Equal(2, await DeliveriesThatRun(number));
        await product.Pass(TimeSpan.FromSeconds(90));
        Assert.Equal(["lena: sent (mail put_off, mail put_off, mail sent)"], await Told.Of(product, number));
        Assert.Equal(3, sendGrid.Calls.Count);
        Assert.Equal(0, await DeliveriesThatRun(number));
    }

    [Fact]
    public async Task WhateverIsWrongWithTheServer_IsTriedAgain()
    {
        sendGrid.Then(500).Then(503).Then(401).ThenSilence();
        var number = await Submit();
        await product.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["lena: sent (mail put_off, mail put_off, mail put_off, mail put_off, mail sent)"], await Told.Of(product, number));
        Assert.Empty(slack.Calls);
    }

    [Fact]
    public async Task WhatIsRefused_TakesTheNextChannelAtOnce_WithoutWhatActsForThePerson()
    {
        sendGrid.Then(400);
        var number = await Submit();
        Assert.Equal(["lena: sent (mail refused, slack sent)"], await Told.Of(product, number));
        var text = Assert.Single(slack.Calls).Body.GetRawText();
        Assert.Contains($"https://changes.example.com/changes/{number}/approval", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/approvals/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Your code", text, StringComparison.Ordinal);
        Assert.Contains("Lena", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bounce")]
    [InlineData("dropped")]
    public async Task WhatWasTakenOverAndLost_TakesTheNextChannel_OnceItIsReported(string report)
    {
        var number = await Submit();
        Assert.Equal(["lena: sent (mail sent)"], await Told.Of(product, number));
        Assert.Equal(200, await Report(report, "an-event"));
        Assert.Equal(["lena: sent (mail sent, mail refused, slack sent)"], await Told.Of(product, number));
        Assert.Equal(200, await Report(report, "an-event"));
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task AnyoneWhomADirectoryNames_CanBeReportedOn()
    {
        product.ChangeDirectory((" lena:", " l_fischer-2:"), (" lena ", " l_fischer-2 "), (" lena,", " l_fischer-2,"));
        var number = await Submit();
        Assert.Equal(["l_fischer-2: sent (mail sent)"], await Told.Of(product, number));
        await Report("bounce", "an-event");
        Assert.Equal(["l_fischer-2: sent (mail sent, mail refused, slack sent)"], await Told.Of(product, number));
    }

    [Fact]
    public async Task ThatItArrived_IsRecorded()
    {
        var number = await Submit();
        await Report("delivered", "arrival");
        Assert.Equal(["lena: arrived (mail sent)"], await Told.Of(product, number));
    }

    [Fact]
    public async Task AReportThatNobodySigned_OrLongAgo_ChangesNothing()
    {
        var number = await Submit();
        var body = Body("bounce", "forged");
        using var other = new Signer();
        Assert.Equal(401, await Post(body, Signed(body, product.Time.GetUtcNow(), other)));
        Assert.Equal(401, await Post(body, Signed(body, product.Time.GetUtcNow().AddMinutes(-6))));
        Assert.Equal(401, await Post(body, ("", "")));
        Assert.Equal(["lena: sent (mail sent)"], await Told.Of(product, number));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"event\":\"bounce\"}")]
    public async Task AReportThatIsNone_IsRefused(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        Assert.Equal(400, await Post(body, Signed(body, product.Time.GetUtcNow())));
    }

    [Fact]
    public async Task ReportsOfUnknownMail_AreTakenAndForgotten()
    {
        var body = Encoding.UTF8.GetBytes("[1,null,{},{\"event\":\"bounce\",\"sg_event_id\":\"x\",\"message_key\":\"CHG-2026-999-1-lena\"},{\"event\":\"bounce\",\"sg_event_id\":7,\"message_key\":\"../x\"}]");
        Assert.Equal(200, await Post(body, Signed(body, product.Time.GetUtcNow())));
    }

    [Fact]
    public async Task WhomNothingReaches_IsShown_AndToldAgainWhenAnAdministratorSaysSo()
    {
        sendGrid.Then(400);
        slack.Then(404);
        var number = await Submit();
        Assert.Contains("lena", await Told.Failed(product));
        Assert.Contains("mika: sent (mail sent)", await Told.Of(product, number));
        // The newest first; Mika was told.
        var failed = (await product.AsAdministrator().Get("/api/v1/deliveries")).Json.GetProperty("deliveries")[0];
        var retried = await product.AsAdministrator().Post(
            $"/api/v1/deliveries/{number}/{failed.GetProperty("key").GetString()}/lena/retry", new { reason = "Her mailbox was mended" });
        Assert.Equal(204, retried.Status);
        Assert.Contains("lena: sent (mail refused, slack refused, mail sent)", await Told.Of(product, number));
        Assert.Empty(await Told.Failed(product));
        Assert.Single(await product.SystemFacts("delivery-retried"));
    }

    private async Task<int> DeliveriesThatRun(string number) =>
        (await product.AsAdministrator().Get($"/api/v1/orchestrations?kind=delivery-v1&state=running&id_prefix=delivery-{number}-"))
            .Json.GetProperty("orchestrations").GetArrayLength();

    private async Task<string> Submit() => (await (await product.As("chen")).Submit(Requests.Priority("low"))).Number;

    private async Task<int> Report(string kind, string id)
    {
        var body = Body(kind, id);
        var status = await Post(body, Signed(body, product.Time.GetUtcNow()));
        await product.Settle();
        return status;
    }

    private byte[] Body(string kind, string id)
    {
        var key = sendGrid.Calls[0].Body.GetProperty("custom_args").GetProperty("message_key").GetString();
        return JsonSerializer.SerializeToUtf8Bytes(
            new[] { new { @event = kind, sg_event_id = id, message_key = key, email = "lena@example.com", status = "5.1.1", reason = "550 <lena@example.com> unknown" } });
    }

    private async Task<int> Post(byte[] body, (string Timestamp, string Signature) signed)
    {
        using var http = product.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/sendgrid/events") { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation(SignedHook.TimestampHeader, signed.Timestamp);
        request.Headers.TryAddWithoutValidation(SignedHook.SignatureHeader, signed.Signature);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private (string Timestamp, string Signature) Signed(byte[] body, DateTimeOffset at, Signer? by = null) => (Signer.Timestamp(at), (by ?? signer).Sign(at, body));

    private static string Subject(FakeEndpoint.Call call) => call.Body.GetProperty("subject").GetString()!;

    private static string MessageId(FakeEndpoint.Call call) => call.Body.GetProperty("headers").GetProperty("Message-ID").GetString()!;
}
