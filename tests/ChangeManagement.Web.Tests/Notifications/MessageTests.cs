using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Notifications;

/// <summary>What people are told, and that it is enough to judge by (A1).</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ARequest_ShowsWhatIsAsked_ByWhom_WhyThisPerson_RiskWithReasons_Window_Rollback_DeadlineInTheirZone_CodeAndOneButton()
    {
        var walk = await Walk.Begin(product, "chen", Risky());
        var message = await Only(walk, MessageKind.Request, "ada");
        Assert.Equal($"Approval requested: {walk.Number} Release the new search", message.Subject);
        Assert.Equal("Chen Wei asks for your approval of “Release the new search”.", message.Headline);
        Assert.StartsWith("You are asked as Peer for “Peer Review” (003 §4.3, 003 §4.4", message.Because, StringComparison.Ordinal);
        Assert.Equal("Please answer until", message.Deadline!.Label);
        Assert.Matches(@"^\d+ Mar 2026, \d\d:\d\d CET · \d\d:\d\d UTC$", message.Deadline.Value);
        Assert.StartsWith("Chen Wei, 3 Mar 2026, 16:00 CET · 15:00 UTC", Fact(message, "Requested by"), StringComparison.Ordinal);
        Assert.StartsWith("High (score 12)\n• ", Fact(message, "Risk"), StringComparison.Ordinal);
        Assert.Contains("All users affected [003 §3.3]", Fact(message, "Risk"), StringComparison.Ordinal);
        Assert.Equal("17 Mar 2026, 11:00 CET · 10:00 UTC", Fact(message, "When it would be done"));
        Assert.Equal("Deploy the version before", Fact(message, "Rollback Plan"));
        Assert.Equal("Search by meaning", message.Facts[0].Value);
        Assert.Equal("Review", message.Action!.Label);
        Assert.StartsWith("/approvals/", message.Action.Path, StringComparison.Ordinal);
        Assert.Matches("^[2-9A-Z]{6}$", message.Code);
        Assert.Matches("^[0-9a-f]{30}$", message.ReplyKey);
    }

    [Fact]
    public async Task WherePolicyDemandsToSignIn_TheMessageHoldsNoCode_AndCannotBeAnsweredByMail()
    {
        var walk = await Walk.Begin(product, "chen", Risky().With("data_risk", "high"));
        var message = await Only(walk, MessageKind.Request, "ada");
        Assert.Equal((null, null), (message.Code, message.ReplyKey));
        Assert.Contains("At this risk the policy asks you to sign in before you decide.", message.Paragraphs);
        Assert.Equal("Review", message.Action!.Label);
    }

    [Fact]
    public async Task AnAmendment_TellsWhoseQuestionIsVoid_AndAsksAgainWithTheDifference()
    {
        var walk = await Walk.Begin(product, "chen", Risky());
        while ((await walk.OpenSeats()).StartsWith("peer", StringComparison.Ordinal))
        {
            await walk.Do("ada", "approve", new { approved = true });
            await walk.Do("mika", "approve", new { approved = true });
        }

        await product.Pass(TimeSpan.FromMinutes(5));
        var asked = (await Messages(walk)).Last(message => message.Kind is MessageKind.Request).To.Id;
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?>(StringComparer.Ordinal) { ["rollback_plan"] = "Restore the backup" })).Status);

        var difference = new MessageDifference("Rollback Plan", "Deploy the version before", "Restore the backup");
        var again = (await Messages(walk)).Last(message => message.Kind is MessageKind.Request && message.To.Id == "ada");
        Assert.StartsWith("Approval requested again: ", again.Subject, StringComparison.Ordinal);
        Assert.Equal(difference, Assert.Single(again.Differences));
        var superseded = await Only(walk, MessageKind.Superseded, asked);
        Assert.Equal(difference, Assert.Single(superseded.Differences));
        Assert.Equal((null, null, $"/changes/{walk.Number}"), (superseded.Code, superseded.ReplyKey, superseded.Action!.Path));
        Assert.DoesNotContain(await Messages(walk), message => message.Kind is MessageKind.Superseded && message.To.Id == "ada");
    }

    [Fact]
    public async Task WhoIsAskedOnlyBecauseNobodyAnswered_ReadsThat()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(new DateTimeOffset(2026, 3, 17, 10, 0, 0, TimeSpan.Zero)));
        await product.Pass(TimeSpan.FromDays(3));
        var holder = await Only(walk, MessageKind.Escalation, "ada");
        Assert.Equal("Your approval of “Release the new search” is urgent: others are asked too now.", holder.Headline);
        var manager = await Only(walk, MessageKind.Escalation, "dana");
        Assert.Equal("The approval of “Release the new search” is urgent: you are asked now, too.", manager.Headline);
        Assert.StartsWith("You stand in for ", manager.Because, StringComparison.Ordinal);
        Assert.Matches("^[2-9A-Z]{6}$", manager.Code);
        Assert.NotEqual(holder.Code, manager.Code);
    }

    [Fact]
    public async Task ToWhomAnApprovalIsPassedOn_IsAsked_AndReadsByWhom()
    {
        var walk = await Walk.Begin(product, "chen", Risky());
        await Handle(walk, "ada", new PassOn("peer", "goran", "I wrote half of it", Role: null));
        var message = await Only(walk, MessageKind.Delegated, "goran");
        Assert.Equal("Ada Moreau passed the approval of “Release the new search” on to you.", message.Headline);
        Assert.StartsWith("You answer for Ada Moreau, who passed it on to you, as Peer for “Peer Review”", message.Because, StringComparison.Ordinal);
        Assert.Equal("I wrote half of it", Assert.Single(message.Paragraphs));
        Assert.Equal(("Review", "Please answer until"), (message.Action!.Label, message.Deadline!.Label));
        Assert.Matches("^[2-9A-Z]{6}$", message.Code);
        Assert.Contains("Risk", message.Facts.Select(fact => fact.Label));
    }

    [Fact]
    public async Task AQuestion_ReachesRequesterAndOwner_AndItsAnswerWhoAsked_WithTheWayToTheDecision()
    {
        var walk = await Walk.Begin(product, "chen", Risky());
        await Handle(walk, "ada", new Ask("peer", "Was the backup tried?"));
        Assert.Equal(
            ["chen", "dana"], (await Messages(walk)).Where(message => message.Kind is MessageKind.Question).Select(message => message.To.Id).Order(StringComparer.Ordinal));
        var question = await Only(walk, MessageKind.Question, "dana");
        Assert.Equal(("Ada Moreau asks about “Release the new search” before deciding.", "Was the backup tried?"), (question.Headline, Assert.Single(question.Paragraphs)));
        Assert.Null(question.Code);

        await Handle(walk, "chen", new AnswerQuestion(1, "Yes, on Monday"));
        var answer = await Only(walk, MessageKind.Question, "ada");
        Assert.Equal("Chen Wei answered your question about “Release the new search”.", answer.Headline);
        Assert.Equal("You asked: Was the backup tried?\n\nThe answer: Yes, on Monday", Assert.Single(answer.Paragraphs));
        Assert.Equal("Review", answer.Action!.Label);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task WhoStandsInForSomebodyOutOfReach_IsAskedAtOnce_AndReadsForWhom()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await Handle(walk, actor: null, new MarkUnreachable(Stage(await walk.OpenSeats()), "lena", "Her mailbox is unknown"));
        var asked = (await Messages(walk)).Where(message => message.Headline.StartsWith("Lena Fischer cannot be reached: you are asked", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, message => message.To.Id == "lena");
        Assert.All(asked, message => Assert.StartsWith("You stand in for Lena Fischer as ", message.Because, StringComparison.Ordinal));
        Assert.All(asked, message => Assert.Matches("^[2-9A-Z]{6}$", message.Code));
    }

    [Fact]
    public async Task ADecision_AnExpiry_AndAnEmergency_SayWhatHappened_AndAskForNoAnswer()
    {
        var rejected = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await rejected.Step("lena", "approve", new { approved = false, comments = "Not before the audit" });
        var decision = await Only(rejected, MessageKind.Decision, "chen");
        Assert.Equal("“Raise the connection limit” is rejected.", decision.Headline);
        Assert.Contains("Not before the audit", Assert.Single(decision.Paragraphs), StringComparison.Ordinal);
        Assert.Null(decision.Code);

        var emergency = await Walk.Begin(product, "chen", Requests.BoardEmergency());
        var raised = await Only(emergency, MessageKind.Emergency, "dana");
        Assert.Equal("Chen Wei raised an emergency: “Bring the API back”.", raised.Headline);
        Assert.Contains(raised.Items, item => item.Title.StartsWith("Complete root cause analysis", StringComparison.Ordinal));

        var waiting = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await product.Pass(TimeSpan.FromDays(30));
        Assert.Equal("The approval of “Raise the connection limit” expired.", (await Only(waiting, MessageKind.Expired, "chen")).Headline);
        var overdue = (await Messages(emergency)).First(message => message.Kind is MessageKind.DutyOverdue && message.To.Id == "dana");
        Assert.Equal("Was due", overdue.Deadline!.Label);
        Assert.Contains("is overdue for “Bring the API back”", overdue.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextOfOthers_CannotMislead_NorBreakTheSubject()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low").With("title", $"{Hostile.Text} {new string('x', 1000)}"));
        Assert.All(await Messages(walk), message =>
        {
            Assert.True(message.Subject.Length <= 180);
            Assert.All([message.Subject, message.Headline, message.Because ?? ""], line => Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u202E'));
        });
    }

    private async Task Handle(Walk walk, string? actor, ChangeCommand command)
    {
        var caller = new Caller(actor is null ? Actor.Workflow : Actor.Person(actor), Guid.NewGuid().ToString());
        var handled = await product.Services.GetRequiredService<ChangeDesk>().Handle(walk.Number, command, caller, product.Time.GetUtcNow(), CancellationToken.None);
        Assert.IsType<Handled.Done>(handled);
    }

    private static string Stage(string openSeats) => openSeats.Split(':')[0];

    private static IReadOnlyDictionary<string, object?> Risky() => Requests.Board(new DateTimeOffset(2026, 3, 17, 10, 0, 0, TimeSpan.Zero))
        .With("systems_affected", "medium").With("user_impact", "high").With("data_risk", "medium").With("reversibility", "high").With("security_impact", "medium");

    private static string Fact(Message message, string label) => message.Facts.Single(fact => fact.Label.Equals(label, StringComparison.OrdinalIgnoreCase)).Value;

    private Task<IReadOnlyList<Message>> Messages(Walk walk) => Told.Messages(product, walk.Number);

    private async Task<Message> Only(Walk walk, MessageKind kind, string person)
    {
        var told = await Messages(walk);
        Assert.True(told.Count(message => message.Kind == kind && message.To.Id == person) == 1, string.Join("\n", told.Select(message => $"{message.Kind} {message.To.Id}")));
        return told.Single(message => message.Kind == kind && message.To.Id == person);
    }
}
