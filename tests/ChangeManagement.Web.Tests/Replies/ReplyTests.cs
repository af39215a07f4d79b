using System.Net.Http.Headers;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Safety;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Replies;

/// <summary>Answers by mail stand under the same rules as the page: the person, the content, the time, and once (A4, A5).</summary>
public sealed class ReplyTests : IAsyncLifetime
{
    private const string Approve = "gmail-web-en-approved";
    private const string Reject = "reject-because";
    private const string Unclear = "unclear-cannot-approve";
    private readonly PostOffice office = new();
    private string number = "";
    private string key = "";

    public async Task InitializeAsync()
    {
        number = await office.Ask();
        key = (await office.SecretsOf(number)).ReplyKey;
    }

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task TheRecord_SaysWhoApproved_AndUnderWhichIdTheMailIsKnown()
    {
        await Arrive(Approve);
        var entry = (await office.Change(number)).GetProperty("stages")[0].GetProperty("answers")[0];
        Assert.Equal("emil", entry.GetProperty("person").GetString());
        Assert.Equal(["approve"], await office.Decisions(number));
        Assert.Empty(await office.Decisions(number, "lena"));
    }

    [Fact]
    public async Task TheSameMailAgain_DoesNothing()
    {
        await Arrive(Approve);
        var stored = await office.Stored(number);
        Assert.Equal("repeated", (await Arrive(Approve)).Body);
        Assert.Equal(stored, await office.Stored(number));
    }

    [Fact]
    public async Task AnotherMailWithTheSameAnswer_DoesNothing_AndBothersNobody()
    {
        await Arrive(Approve);
        Assert.Equal("alreadyanswered", (await Arrive("no-quote-at-all")).Body);
        Assert.Empty(await office.Explanations(number));
    }

    [Fact]
    public async Task AChangeOfMind_IsExplained_AndTheFirstAnswerStands()
    {
        await Arrive(Approve);
        Assert.Equal("explained", (await Arrive(Reject)).Body);
        Assert.Equal(["approve"], await office.Decisions(number));
        Assert.Contains("You approved it at 3 Mar 2026, 10:00 EST · 15:00 UTC, and that is what counts.", Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnclearAnswer_GetsHelpOnce_HoweverManyFollow()
    {
        foreach (var mail in new[] { Unclear, Unclear, "unclear-bare-yes", "unclear-empty" })
        {
            await Arrive(mail);
        }

        var help = Assert.Single(await office.Explanations(number));
        Assert.StartsWith("emil@example.com: Your mail was not understood", help, StringComparison.Ordinal);
        Assert.Contains("answer with the one word: approve", help, StringComparison.Ordinal);
        Assert.Equal("recorded", (await Arrive(Approve)).Body);
    }

    [Fact]
    public async Task AnUnprovenMail_TellsThePerson_AndCannotUseUpTheIdOfATrueOne()
    {
        Assert.Equal("unproven", (await Post(Read(Approve).Arriving("Dkim", "none"))).Body);
        Assert.Contains("nothing proves that you sent it", Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);
        Assert.Equal("recorded", (await Arrive(Approve)).Body);
    }

    [Fact]
    public async Task AfterAnAmendment_TheOldMail_DecidesNothing_AndSaysWhy()
    {
        var chen = await office.Product.As("chen");
        var seen = await chen.Show(number);
        await chen.Send(
            HttpMethod.Patch, $"{Client.Changes}/{number}", new StringContent("""{"description":"From 100 to 900"}"""), ("If-Match", seen.ETag!));
        Assert.Equal("explained", (await Arrive(Approve)).Body);
        Assert.Empty(await office.Decisions(number));
        Assert.Contains("It was amended after you were asked.", Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);

        key = (await office.SecretsOf(number, round: 2)).ReplyKey;
        Assert.Equal("recorded", (await Arrive(Approve)).Body);
    }

    [Fact]
    public async Task EvidenceThatCameAfterTheMessage_WasNotSeenInIt_AndIsApprovedOnThePage()
    {
        number = await office.Ask(Requests.Officer("major"));
        key = (await office.SecretsOf(number, "dana")).ReplyKey;
        await (await office.Product.As("chen")).Do(number, "evidence", new { items = new[] { new { name = "comprehensive-documentation", reference = "https://evidence.example.com/1" } } });

        Assert.Equal("explained", (await Post(LetterFile.Read(Approve, key, number, "Dana Novak <dana@example.com>"))).Body);
        Assert.Empty(await office.Decisions(number, "dana"));
        Assert.Contains("read what changed and decide again", Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("high", "explained")]
    [InlineData("low", "recorded")]
    public async Task WhereThePolicyWantsASignIn_AMailDecidesNothing(string dataRisk, string outcome)
    {
        // 003: data migration makes it critical, which asks to sign in.
        var at = office.Product.Time.GetUtcNow();
        number = await office.Ask(Requests.Board(at.AddDays(2)).With("data_risk", dataRisk));
        var (person, sender) = await office.FirstAsked(number);
        key = (await office.SecretsOf(number, person)).ReplyKey;

        Assert.Equal(outcome, (await Post(LetterFile.Read("no-quote-at-all", key, number, sender))).Body);
        Assert.Equal(outcome is "recorded" ? ["approve"] : [], await office.Decisions(number, person));
        Assert.Equal(outcome is "explained", (await office.Explanations(number)).Any(text => text.Contains("asks you to sign in", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("hold", "It is on hold.")]
    [InlineData("withdraw", "It was withdrawn in the meantime.")]
    public async Task APausedOrWithdrawnChange_TakesNoAnswer_AndSaysWhy(string command, string says)
    {
        await (await office.Product.As("chen")).Do(number, command, new { reason = "not now" });
        Assert.Equal("explained", (await Arrive(Approve)).Body);
        Assert.Empty(await office.Decisions(number));
        Assert.Contains(says, Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExpiredRequest_TakesNoAnswer_AndSaysWhy()
    {
        await office.Product.Pass(TimeSpan.FromDays(30));
        Assert.Equal("explained", (await Arrive(Approve)).Body);
        Assert.Empty(await office.Decisions(number));
        Assert.Contains("has expired", Assert.Single(await office.Explanations(number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressLongPastItsTime_TakesNothing()
    {
        await office.Product.Pass(TimeSpan.FromDays(61));
        Assert.Equal("unknown", (await Arrive(Approve)).Body);
    }

    [Fact]
    public async Task AMailThatIsNotSigned_OrNotNow_OrOtherwise_IsNotRead()
    {
        var (form, now) = (Read(Approve).Form(), office.Product.Time.GetUtcNow());
        using var unsigned = new ByteArrayContent(form.Bytes());
        unsigned.Headers.ContentType = MediaTypeHeaderValue.Parse(form.ContentType);
        Assert.Equal(401, (await office.Send(unsigned)).Status);
        Assert.Equal(401, (await office.Post(form, now.AddMinutes(-6))).Status);
        Assert.Equal(401, (await office.Post(form, now.AddMinutes(6))).Status);
        Assert.Equal(401, (await office.Post(form, now, over: [1, 2, 3])).Status);
        // Not even to say that it is broken.
        Assert.Equal(401, (await office.Post(Read("form-of-noise").Form(), now, over: [])).Status);
        Assert.Empty(await office.Decisions(number));
    }

    [Fact]
    public async Task WithoutTheSettings_ThereIsNoSuchDoor()
    {
        await using var product = new RunningProduct();
        using var content = new StringContent("");
        var answer = await new Client(product.Anonymous(), product).Send(HttpMethod.Post, "/hooks/sendgrid/inbound", content);
        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task NoLog_HoldsAnAddress_AReason_OrASecret()
    {
        foreach (var mail in new[] { Unclear, "dkim-none", "forged-other-person", "form-cut-off", "reject-next-paragraph" })
        {
            await Arrive(mail);
        }

        Assert.Contains("An answer by mail came to this: Recorded.", office.Log, StringComparison.Ordinal);
        Assert.All([key, "emil@", "chen@", "quarter close"], secret => Assert.DoesNotContain(secret, office.Log, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhereTheStoreFails_SendGridIsToldToRepeat_AndTheMailDecidesOnce(bool afterTheDecision)
    {
        FailingTables failing = null!;
        await using var other = new PostOffice(tables => failing = new FailingTables(tables) { OnlyWrites = afterTheDecision });
        var asked = await other.Ask();
        var mail = LetterFile.Read(Approve, (await other.SecretsOf(asked)).ReplyKey, asked);
        failing.Failing = "replies";
        Assert.Equal(500, (await other.Post(mail.Form())).Status);
        failing.Failing = null;
        Assert.Equal(afterTheDecision ? "alreadyanswered" : "recorded", (await other.Post(mail.Form())).Body);
        Assert.Equal(["approve"], await other.Decisions(asked));
        Assert.Empty(await other.Explanations(asked));
    }

    private LetterFile Read(string mail) => LetterFile.Read(mail, key, number);

    private Task<Answer> Arrive(string mail) => Post(Read(mail));

    private Task<Answer> Post(LetterFile mail) => office.Post(mail.Form());
}
