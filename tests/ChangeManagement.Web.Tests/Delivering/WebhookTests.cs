using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Delivering;

/// <summary>Messages to Teams and Slack: their fakes check what they are sent against the documented limits.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly SmtpStub smtp = new();
    private FakeEndpoint teams = null!;
    private FakeEndpoint elsewhere = null!;

    public async Task InitializeAsync() => (teams, elsewhere) = (await FakeEndpoint.Start(), await FakeEndpoint.Start());

    public async Task DisposeAsync()
    {
        await teams.DisposeAsync();
        await elsewhere.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task ACard_LiesInTheEnvelope_NamesItsPerson_AndFits()
    {
        await using var product = Product();
        var number = await SubmitRefusedByMail(product);
        Assert.Equal(["hana: sent (mail refused, teams sent)"], await Told.Of(product, number));
        var call = Assert.Single(teams.Calls);
        Assert.Equal("/workflows/secret", call.Path);
        Assert.InRange(call.Bytes, 1, 20_000 + 500);
        Assert.Equal("message", call.Body.GetProperty("type").GetString());
        Assert.Equal("hana@example.com", call.Body.GetProperty("recipient").GetString());
        var attachment = call.Body.GetProperty("attachments").EnumerateArray().Single();
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        Assert.Equal(JsonValueKind.Null, attachment.GetProperty("contentUrl").ValueKind);
        Assert.Equal("1.4", attachment.GetProperty("content").GetProperty("version").GetString());
        Assert.Contains("/approvals/", call.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereOthersReadAlong_ACardHoldsNothingThatActsForItsPerson()
    {
        await using var product = Product(("Teams:Shared", "true"), ("Teams:BareCard", "true"), ("Teams:Token", "a-token"));
        await SubmitRefusedByMail(product);
        var call = Assert.Single(teams.Calls);
        Assert.Equal(("AdaptiveCard", "Bearer a-token"), (call.Body.GetProperty("type").GetString(), call.Authorization));
        Assert.DoesNotContain("/approvals/", call.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Your code", call.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirect_IsNotFollowed()
    {
        await using var product = Product();
        teams.Then(307, location: elsewhere.Address);
        var number = await SubmitRefusedByMail(product);
        Assert.Contains("hana: failed (mail refused, teams refused)", await Told.Of(product, number));
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task AChannelThatIsBusyOrBroken_IsTriedAgain()
    {
        await using var product = Product();
        teams.Then(429, retryAfter: "120").Then(502);
        var number = await SubmitRefusedByMail(product);
        await product.Pass(TimeSpan.FromSeconds(119));
        Assert.Single(teams.Calls);
        await product.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(["hana: sent (mail refused, teams put_off, teams put_off, teams sent)"], await Told.Of(product, number));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("52.112.0.1", true)]
    [InlineData("2603:1063::1", true)]
    public void AWebhook_LeadsToNoMachineOfOurOwnNetwork(string address, bool isOutside) =>
        Assert.Equal(isOutside, PublicAddress.Is(System.Net.IPAddress.Parse(address)));

    [Fact]
    public async Task OutsideDevelopment_NothingIsPostedToThisMachine()
    {
        using var client = new WebhookClient(TimeSpan.FromSeconds(5));
        var outcome = await client.Post(
            new Uri(teams.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), [], token: null, "Teams", DateTimeOffset.UnixEpoch, CancellationToken.None);
        Assert.IsType<Dispatch.TryLater>(outcome);
        Assert.Empty(teams.Calls);
    }

    /// <summary>In the sample organisation Hana has a Teams address.</summary>
    private async Task<string> SubmitRefusedByMail(RunningProduct product)
    {
        smtp.Then("550 5.1.1 unknown");
        var answer = await (await product.As("chen")).Submit(Requests.Officer("standard").With("title", new string('t', 120)));
        return answer.Number;
    }

    private RunningProduct Product(params (string Name, string Value)[] more)
    {
        var settings = SmtpTests.Settings(smtp.Port);
        settings["Teams:Webhook"] = $"{teams.Address}/workflows/secret";
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return new RunningProduct(settings: settings);
    }
}
