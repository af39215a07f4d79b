using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Approvals;

/// <summary>A6: who answers for whom; the record holds both names, and the delegate is told. 002's Security Officer is Hana, her deputy Jade.</summary>
public sealed class VoicesTests : IAsyncLifetime
{
    private const string Stage = "security-officer";
    private const string Delegations = "/api/v1/delegations";

    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task APassedOnApproval_IsAnsweredByTheDelegate_WhoIsTold_AndTheRecordHoldsBothNames()
    {
        var walk = await Asked();
        await walk.Step("hana", "delegate", new { stage = Stage, to = "nora", reason = "I am in a plane" });
        Assert.Contains(await Subjects("Nora Castillo"), subject => subject.StartsWith("Passed on to you: CHG-2026-001", StringComparison.Ordinal));
        await walk.Refused("hana", "approve", new { approved = true }, "passed-on");
        await walk.Step("nora", "approve", new { approved = true });

        var answer = (await walk.Change()).GetProperty("stages")[0].GetProperty("answers")[0];
        Assert.Equal(("nora", "hana", "delegate"), (Text(answer, "person"), Text(answer, "on_behalf_of"), Text(answer, "mandate")));
        Assert.Contains("hana passed the approval as security-officer on to nora: I am in a plane", await Details(walk));
        Assert.Contains("Approved as security-officer on behalf of hana", await Details(walk));
    }

    [Theory]
    [InlineData("hana", "they are you")]
    [InlineData("chen", "nobody approves their own")]
    [InlineData("nobody", "are not in the directory")]
    public async Task ItIsPassedOn_OnlyToSomebodyWhoMayAnswer(string to, string says)
    {
        var walk = await Asked();
        var refused = await walk.Refused("hana", "delegate", new { stage = Stage, to }, "bad-delegate");
        Assert.Contains(says, refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsNeverPassedBack_NorOnByWhoHasPassedItOn()
    {
        var walk = await Asked();
        await walk.Step("hana", "delegate", new { stage = Stage, to = "nora" });
        await walk.Refused("hana", "delegate", new { stage = Stage, to = "mika" }, "passed-on");
        await walk.Refused("nora", "delegate", new { stage = Stage, to = "hana" }, "bad-delegate");
        await walk.Step("nora", "delegate", new { stage = Stage, to = "mika" });
        await walk.Step("mika", "approve", new { approved = true });
        Assert.Contains("Approved as security-officer on behalf of hana", await Details(walk));
    }

    [Fact]
    public async Task WhileAStandingDelegationLasts_TheDelegateIsAsked_AndTold_AndFindsItWaiting()
    {
        var hana = await product.As("hana");
        var ends = product.Time.GetUtcNow().AddDays(2);
        var declared = await hana.Post(Delegations, new { to = "nora", policy = "security-officer", ends, reason = "Leave" });
        Assert.Equal(201, declared.Status);
        Assert.Contains("Hana Sato passes approvals on to you", await Subjects("Nora Castillo"));
        Assert.Equal("nora", Assert.Single(await product.SystemFacts("delegation-declared")).GetProperty("to").GetString());

        var walk = await Asked();
        Assert.Contains(await Subjects("Nora Castillo"), subject => subject.StartsWith("Approval requested", StringComparison.Ordinal));
        using var browser = new Browser(product);
        await browser.SignIn("nora");
        await browser.Open("/waiting");
        Assert.Contains(walk.Number, browser.Words, StringComparison.Ordinal);
        await walk.Refused("hana", "approve", new { approved = true }, "passed-on");
        await walk.Step("nora", "approve", new { approved = true });
        Assert.Contains("Approved as security-officer on behalf of hana", await Details(walk));
    }

    [Fact]
    public async Task AStandingDelegation_OfAnotherPolicy_OrOver_OrEndedEarly_ChangesNothing()
    {
        var hana = await product.As("hana");
        var now = product.Time.GetUtcNow();
        await hana.Post(Delegations, new { to = "nora", policy = "build-os", ends = now.AddDays(2) });
        var brief = await hana.Post(Delegations, new { to = "nora", ends = now.AddHours(1) });
        var lasting = await hana.Post(Delegations, new { to = "nora", ends = now.AddDays(1) });
        Assert.Equal((201, 201), (brief.Status, lasting.Status));
        var walk = await Asked();
        await walk.Refused("hana", "approve", new { approved = true }, "passed-on");
        Assert.Equal(204, (await hana.Post($"{Delegations}/{lasting.Text("id")}/end", new { })).Status);
        await walk.Refused("hana", "approve", new { approved = true }, "passed-on");
        await product.Pass(TimeSpan.FromHours(1));
        await walk.Step("hana", "approve", new { approved = true });
    }

    [Fact]
    public async Task OnesOwnDelegations_AreDeclaredByThePerson_AnybodysByAdministrators()
    {
        var ends = product.Time.GetUtcNow().AddDays(2);
        Assert.Equal(403, (await (await product.As("mika")).Post(Delegations, new { from = "hana", to = "mika", ends })).Status);
        var declared = await product.AsAdministrator().Post(Delegations, new { from = "hana", to = "nora", ends });
        Assert.Equal(201, declared.Status);
        Assert.Equal(403, (await (await product.As("nora")).Post($"{Delegations}/{declared.Text("id")}/end", new { })).Status);
        Assert.Single((await (await product.As("nora")).Get(Delegations)).Json.GetProperty("delegations").EnumerateArray());
        Assert.Empty((await (await product.As("mika")).Get(Delegations)).Json.GetProperty("delegations").EnumerateArray());
        Assert.Equal(400, (await (await product.As("mika")).Post(Delegations, new { to = "hana" })).Status);
    }

    [Fact]
    public async Task ThePage_DeclaresAndEndsThem()
    {
        using var browser = new Browser(product);
        await browser.SignIn("hana");
        await browser.Open("/delegations");
        await browser.Send("/delegations", ("to", "nora"), ("policy", ""), ("ends", ""));
        Assert.Equal(400, browser.Status);
        await browser.Send("/delegations", ("to", "nora"), ("policy", ""), ("ends", "2026-12-31T12:00"));
        Assert.Contains("Nora Castillo", browser.Words, StringComparison.Ordinal);
        var end = browser.Page.Forms.Single(form => form.GetAttribute("action")!.EndsWith("/end", StringComparison.Ordinal)).GetAttribute("action")!;
        await browser.Send(end);
        Assert.Contains("No approvals are passed on", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoCannotBeReached_IsStoodInFor_AndMayStillAnswer()
    {
        var walk = await Asked();
        Assert.IsType<Handled.Done>(await Mark(walk, "hana"));
        // Ivan is Hana's own deputy, as her mailbox bounced he is asked at once.
        Assert.Contains(await Subjects("Ivan Petrov"), subject => subject.StartsWith("Approval requested", StringComparison.Ordinal));
        Assert.IsType<Handled.Done>(await Mark(walk, "ivan"));
        Assert.Contains(await Subjects("Jade Bennett"), subject => subject.StartsWith("Approval requested", StringComparison.Ordinal));
        Assert.True((await Mark(walk, "mika")) is Handled.Done { IsRepetition: true });
        await walk.Step("hana", "approve", new { approved = true });
        await walk.Refused("jade", "approve", new { approved = true }, "nothing-to-decide");
    }

    [Fact]
    public async Task AnAnswerThatMayBeTakenBack_CountsOnlyAfterTheTimeOfThePolicy()
    {
        var walk = await Asked();
        await walk.Step("hana", "approve", new { approved = true, may_undo = true });
        Assert.Equal("awaiting-approval", await walk.State());
        await walk.Step("hana", "retract", new { stage = Stage });
        await walk.Step("hana", "approve", new { approved = true, may_undo = true, conditions = new[] { "Watch it" } });
        Assert.DoesNotContain("check:condition-1", await walk.StillOpen("complete"));
        await product.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("approved", await walk.State());
        Assert.Contains("check:condition-1", await walk.StillOpen("complete"));
        await walk.Refused("hana", "retract", new { stage = Stage }, "answer-counts");
    }

    [Fact]
    public async Task AQuestion_GoesToTheRequester_AndItsAnswerBack()
    {
        var walk = await Asked();
        await walk.Step("hana", "questions", new { stage = Stage, text = "Who watches it?" });
        Assert.Contains(await Subjects("Chen Wei"), subject => subject.StartsWith("Question", StringComparison.Ordinal));
        await walk.Refused("mika", "questions", new { stage = Stage, text = "Me too?" }, "not-your-task");
        await walk.Refused("mika", "questions/1/answer", new { text = "Me" }, "not-your-task");
        await walk.Step("chen", "questions/1/answer", new { text = "I do" });
        Assert.Contains(await Subjects("Hana Sato"), subject => subject.StartsWith("Answer", StringComparison.Ordinal));
        await walk.Refused("chen", "questions/1/answer", new { text = "Or not" }, "question-answered");
        await walk.Step("hana", "approve", new { approved = true });
    }

    private Task<Walk> Asked() => Walk.Begin(product, "chen", Requests.Officer("standard"));

    private async Task<Handled> Mark(Walk walk, string person)
    {
        var desk = product.Services.GetRequiredService<ChangeDesk>();
        var handled = await desk.Handle(
            walk.Number, new MarkUnreachable(Stage, person, "550 no such mailbox"), new Caller(Actor.Workflow, "test"), product.Time.GetUtcNow(),
            CancellationToken.None);
        await product.Settle();
        return handled;
    }

    private async Task<string[]> Subjects(string person)
    {
        await product.Settle();
        return [.. (await product.Services.GetRequiredService<Mailbox>().List(200, CancellationToken.None))
            .Where(message => message.ToName == person).Select(message => message.Subject)];
    }

    private static async Task<string[]> Details(Walk walk) => [.. (await walk.Entries()).Select(entry => Text(entry, "details"))];

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
