using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Walks;

/// <summary>Who decides whether to roll back, until when, and who is told (003 §10.2; decisions 5 and 16), over HTTP.</summary>
public sealed class RollbackQuestions : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("critical", "ben", "dana", 15)]
    [InlineData("high", "dana", "ben", 30)]
    [InlineData("medium", "goran", "dana", 60)]
    [InlineData("low", "goran", "dana", 240)]
    public async Task Decision16_ToKeepAChange_IsForTheDecisionMakerOfTheSeverity_WithinItsLimit(string severity, string decider, string other, int minutes)
    {
        var walk = await BoardEmergency(owner: "goran");
        await Report(walk, severity);
        Assert.Equal(Tuesday.AddMinutes(minutes), (await Question(walk)).GetProperty("due").GetDateTimeOffset());
        foreach (var person in new[] { "chen", other })
        {
            await walk.Refused(person, "rollback", new { decision = "keep", reason = "It is not so bad" }, "not-your-task");
        }

        await walk.Step(decider, "rollback", new { decision = "keep", reason = "It is not so bad" }, "implementing");
    }

    /// <summary>
    /// §10.2 by severity, with how many limits were missed: who has come to decide by then, and who may not decide yet. Nora owns the change;
    /// the managers of those who let the limit pass are asked with the next of the table.
    /// </summary>
    [Theory]
    [InlineData("critical", 15, 0, "ben", "dana nora kofi")]
    [InlineData("critical", 15, 1, "dana", "nora kofi")]
    [InlineData("critical", 15, 3, "dana", "nora kofi")]
    [InlineData("high", 30, 0, "dana", "ben nora kofi")]
    [InlineData("high", 30, 1, "ben", "nora priya")]
    [InlineData("high", 30, 1, "kofi", "nora priya")]
    [InlineData("medium", 60, 0, "nora", "ben dana priya")]
    [InlineData("medium", 60, 1, "dana", "ben")]
    [InlineData("medium", 60, 1, "priya", "ben")]
    [InlineData("medium", 60, 2, "ben", "chen")]
    [InlineData("low", 240, 0, "nora", "ben dana priya")]
    [InlineData("low", 240, 1, "priya", "ben dana")]
    [InlineData("low", 240, 2, "dana", "ben")]
    [InlineData("low", 240, 3, "ben", "chen")]
    public async Task Decision16_EachMissedLimit_AsksTheNext_AndTakesItFromNobody(string severity, int minutes, int missed, string decider, string others)
    {
        foreach (var isAskedFirst in new[] { false, true })
        {
            var walk = await BoardEmergency(owner: "nora");
            await Report(walk, severity);
            await product.Pass(TimeSpan.FromMinutes(minutes * missed));
            Assert.Equal(missed, (await Question(walk)).GetProperty("escalations").GetInt32());
            foreach (var person in others.Split(' ').Append("chen"))
            {
                await walk.Refused(person, "rollback", new { decision = "keep", reason = "It is not so bad" }, "not-your-task");
            }

            var askedFirst = severity switch { "critical" => "ben", "high" => "dana", _ => "nora" };
            await walk.Step(isAskedFirst ? askedFirst : decider, "rollback", new { decision = "keep", reason = "It is not so bad" }, "implementing");
        }
    }

    [Theory]
    [InlineData("critical")]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    public async Task Decision16_NoMissedLimit_EverRollsBackByItself(string severity)
    {
        var walk = await BoardEmergency(owner: "nora");
        await Report(walk, severity);
        await product.Pass(TimeSpan.FromDays(8));
        Assert.Equal("implementing", await walk.State());
        Assert.False((await Question(walk)).TryGetProperty("roll_back", out _));
        Assert.DoesNotContain("rollback_decided", await walk.Actions());
    }

    [Fact]
    public async Task WhoeverDoesTheWork_MayUndoIt_AtAnySeverity()
    {
        var walk = await BoardEmergency(owner: "goran");
        await Report(walk, "critical");
        await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Data is at risk" }, "rolling-back");
    }

    [Fact]
    public async Task APipeline_NeverKeepsAChange()
    {
        var walk = await Emergency002();
        await Report(walk, "critical");
        var refused = await (await product.AsSystem("pipeline")).Do(walk.Number, "rollback", new { decision = "keep", reason = "All lights are green" });
        Assert.Equal((403, "not-your-task"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Decision16_AMissedLimit_PutsTheDecisionToTheNextAsWell_WhoIsToldOfIt()
    {
        var walk = await BoardEmergency(owner: "goran");
        await Report(walk, "high");
        await walk.Refused("ben", "rollback", new { decision = "keep", reason = "It is not so bad" }, "not-your-task");
        Assert.DoesNotContain("ben", await Told("rollback"));
        await product.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(["ada", "ben", "dana", "emil", "fatima", "kofi"], await Told("Overdue: rollback decision"));
        await walk.Step("ben", "rollback", new { decision = "keep", reason = "It is not so bad" }, "implementing");
    }

    [Fact]
    public async Task Decision05_ARefusedApprovalAfterTheFact_AsksAgain_WhateverWasDecidedBefore()
    {
        var walk = await Emergency002();
        await Report(walk, "critical");
        await walk.Step("hana", "rollback", new { decision = "keep", reason = "Two users see it" });
        await product.Pass(TimeSpan.FromMinutes(5));
        await walk.Step("hana", "approve", new { approved = false, comments = "This was no emergency" });

        var question = await Question(walk);
        Assert.False(question.TryGetProperty("roll_back", out _));
        Assert.Equal(Tuesday.AddMinutes(65), question.GetProperty("due").GetDateTimeOffset());
        await walk.Refused("chen", "rollback", new { decision = "keep", reason = "I want it" }, "not-your-task");
        Assert.True((await walk.Change()).GetProperty("unapproved").GetBoolean());
    }

    [Fact]
    public async Task Decision05_AGraverQuestionThatIsOpen_IsDecidedFirst_AndTheRefusalAsksAfterIt()
    {
        var walk = await Emergency002();
        await Report(walk, "critical");
        await walk.Step("hana", "approve", new { approved = false, comments = "This was no emergency" });
        Assert.Equal("critical", (await Question(walk)).GetProperty("severity").GetString());
        await walk.Step("hana", "rollback", new { decision = "keep", reason = "Two users see it" });

        Assert.Equal("high", (await Question(walk)).GetProperty("severity").GetString());
        Assert.False((await Question(walk)).TryGetProperty("roll_back", out _));
    }

    [Fact]
    public async Task AGraverProblem_AsksItsOwnDecisionMaker_WithTheNearerDeadline()
    {
        var walk = await BoardEmergency(owner: "goran");
        await Report(walk, "low");
        await product.Pass(TimeSpan.FromMinutes(10));
        await Report(walk, "critical");
        Assert.Equal(("on-call-engineer", Tuesday.AddMinutes(25)), await DeciderAndDue(walk));

        var late = await BoardEmergency(owner: "goran");
        await Report(late, "low");
        await product.Pass(TimeSpan.FromMinutes(235));
        await Report(late, "critical");
        Assert.Equal(("on-call-engineer", Tuesday.AddMinutes(10 + 240)), await DeciderAndDue(late));
    }

    [Fact]
    public async Task AMilderProblem_OrTheReportOfFailure_NeverReplacesTheOpenQuestion()
    {
        var walk = await BoardEmergency(owner: "goran");
        await Report(walk, "critical");
        await product.Pass(TimeSpan.FromMinutes(5));
        await Report(walk, "low");
        await walk.Step("chen", "complete", new { status = "failed", reason = "It does not start" }, "failed");

        Assert.Equal(("on-call-engineer", Tuesday.AddMinutes(15)), await DeciderAndDue(walk));
        Assert.Equal(2, (await walk.Change()).GetProperty("problems").GetArrayLength());
        await product.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await Question(walk)).GetProperty("escalations").GetInt32());
    }

    [Fact]
    public async Task WhenItIsDecidedToRollBack_ThoseWhoMustDoItAreTold()
    {
        var walk = await BoardEmergency(owner: "ada");
        await Report(walk, "high");
        await walk.Step("dana", "rollback", new { decision = "roll_back", reason = "Errors everywhere" }, "rolling-back");
        Assert.Equal(["ada", "chen", "fatima", "goran"], await Told("Roll back now"));
    }

    private async Task<Walk> BoardEmergency(string owner)
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency().With("owner", owner), "awaiting-approval");
        await walk.ApproveOpenStages();
        await walk.Step("chen", "implement", new { }, "implementing");
        return walk;
    }

    private async Task<Walk> Emergency002()
    {
        var walk = await Walk.Begin(product, "chen", Requests.OfficerEmergency(), "Approved");
        await walk.Step("chen", "implement");
        return walk;
    }

    private static Task<Answer> Report(Walk walk, string severity) =>
        walk.Step("mika", "problems", new { severity, description = "Errors everywhere" });

    private static async Task<JsonElement> Question(Walk walk) => (await walk.Change()).GetProperty("rollback");

    private static async Task<(string? Decider, DateTimeOffset Due)> DeciderAndDue(Walk walk)
    {
        var question = await Question(walk);
        return (question.GetProperty("deciders")[0].GetString(), question.GetProperty("due").GetDateTimeOffset());
    }

    private async Task<string[]> Told(string subject) =>
    [
        .. (await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None))
            .Where(message => message.Subject.Contains(subject, StringComparison.Ordinal))
            .Select(message => message.To.Split('@')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
