using System.Globalization;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Delivering;

/// <summary>Mail by SMTP: what the server says of the recipient is final, everything else is tried again for a day.</summary>
public sealed class SmtpTests : IAsyncLifetime
{
    private readonly SmtpStub smtp = new();
    private readonly RunningProduct product;

    public SmtpTests() => product = new RunningProduct(settings: Settings(smtp.Port));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task AMail_SaysThatNobodyWroteIt_BelongsToItsChange_AndHasItsPlainFormFirst()
    {
        var number = await Submit();
        var mail = Assert.Single(smtp.Mails);
        Assert.Contains("Auto-Submitted: auto-generated\n", mail, StringComparison.Ordinal);
        Assert.Contains($"References: <{number}@127.0.0.1>\n", mail, StringComparison.Ordinal);
        Assert.Matches($"(?im)^Message-ID: <{number}-[0-9]+-lena@127.0.0.1>$", mail);
        Assert.Matches("(?m)^Reply-To: reply\\+[0-9a-f]{30}@reply\\.example\\.com$", mail);
        var (plain, html) = (mail.IndexOf("text/plain", StringComparison.Ordinal), mail.IndexOf("text/html", StringComparison.Ordinal));
        Assert.True(plain > 0 && html > plain, mail);
    }

    [Theory]
    [InlineData("450 4.2.0 come back later")]
    [InlineData("421 4.3.2 closing")]
    public async Task APersonWhoseMailboxIsBusy_IsTriedAgain_WithTheSameMessage(string answer)
    {
        smtp.Then(answer);
        var number = await Submit();
        Assert.Equal(["lena: waiting (mail put_off)"], await Told.Of(product, number));
        await product.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["lena: sent (mail put_off, mail sent)"], await Told.Of(product, number));
        Assert.Single(smtp.Mails);
    }

    [Fact]
    public async Task AnAddressThatIsRefused_IsNotTriedAgain_AndItsPersonIsShown_WithoutTheAddress()
    {
        smtp.Then("550 5.1.1 <lena@example.com> unknown");
        var number = await Submit();
        Assert.Contains("lena: failed (mail refused)", await Told.Of(product, number));
        Assert.Equal(["lena"], await Told.Failed(product));
        Assert.DoesNotContain("example.com", (await product.AsAdministrator().Get("/api/v1/deliveries")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverStandsInForAnApproverWhomNothingReaches_IsAskedAtOnce()
    {
        smtp.Then("550 5.1.1 unknown");
        var number = await Submit();
        Assert.Equal(["lena: failed (mail refused)", "mika: sent (mail sent)"], await Told.Of(product, number));
        Assert.Contains($"Approval requested: {number}", Assert.Single(smtp.Mails), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatIsAway_IsTriedForADay_EverMoreRarely()
    {
        await smtp.DisposeAsync();
        var number = await Submit();
        await product.Pass(TimeSpan.FromHours(1));
        var inTheFirstHour = Attempts(await Told.Of(product, number));
        Assert.InRange(inTheFirstHour, 6, 8);
        await product.Pass(TimeSpan.FromHours(2));
        Assert.Equal(4, Attempts(await Told.Of(product, number)) - inTheFirstHour);
    }

    [Fact]
    public async Task ADelivery_ThatIsDoneForADay_LeavesItsRecordAndNoWorkflow()
    {
        var number = await Submit();
        Assert.Equal(1, await Workflows());
        await product.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5));
        await product.Sweep();
        Assert.Equal(0, await Workflows());
        Assert.Contains("lena: sent (mail sent)", await Told.Of(product, number));

        async Task<int> Workflows() => (await product.AsAdministrator().Get($"/api/v1/orchestrations?kind=delivery-v1&id_prefix=delivery-{number}-e00000002"))
            .Json.GetProperty("orchestrations").GetArrayLength();
    }

    [Fact]
    public async Task ALinkToSignIn_IsMailedAtOnce()
    {
        using var browser = new Pages.Browser(product);
        await browser.Open("/sign-in");
        await browser.Send("/sign-in", ("mail", "emil@example.com"));
        Assert.Contains("Your link to sign in", Assert.Single(smtp.Mails), StringComparison.Ordinal);
    }

    internal static Dictionary<string, string> Settings(int port) => new(StringComparer.Ordinal)
    {
        ["Site:ReplyDomain"] = "reply.example.com",
        ["SendGrid:InboundKey"] = SamplePublicKey.Text,
        ["Mail:From"] = "Changes <changes@example.com>",
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Smtp:Security"] = "none",
    };

    private static int Attempts(IReadOnlyList<string> told) => told[0].Split("put_off").Length - 1;

    private async Task<string> Submit() => (await (await product.As("chen")).Submit(Requests.Priority("low"))).Number;
}
