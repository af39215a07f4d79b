using System.Globalization;
using System.Text.Json;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Documents;

/// <summary>
/// Every class of every policy, in every way in which its document lets it end otherwise than done: who ended it, why, when, and what is owed
/// still.
/// </summary>
public sealed class EndingsOfEveryClassTests : IAsyncLifetime
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(5);

    private readonly RunningProduct product = new(OneTuesday.Now);

    public static TheoryData<string> Every => Where(_ => true);

    public static TheoryData<string> AskedBefore => Where(course => course.Refuser is not null);

    public static TheoryData<string> AskedAfterwards => Where(course => course.RefuserAfterwards is not null);

    public static TheoryData<string> NotAsked => Where(course => course.NobodyIsAsked is not null);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public void EveryClass_IsEitherRefusedAndEndedBySilence_OrItsDocumentAsksNobody() =>
        Assert.All(Courses.All, course => Assert.True(
            course.NobodyIsAsked is null ? course is { Refuser: not null, Silence: not null } : course is { Refuser: null, Silence: null }, course.Class));

    [Theory]
    [MemberData(nameof(AskedBefore))]
    public async Task Rejected(string @class)
    {
        var (course, walk) = await Begin(@class);
        var (person, role) = course.Refuser!.Value;
        await product.Pass(AWhile);
        await walk.Step(person, "approve", new { approved = false, comments = "Not this week", role });

        await AssertEnded(walk, "rejected", $"{person} rejected as {role}: Not this week", OneTuesday.Now + AWhile);
        Assert.Equal((person, $"Rejected as {role}: Not this week"), By(await Entry(walk, "seat_rejected")));
    }

    [Theory]
    [MemberData(nameof(AskedBefore))]
    public async Task Expired(string @class)
    {
        var (course, walk) = await Begin(@class);
        var stage = (await walk.OpenSeats()).Split(':')[0];
        var title = Text(
            (await walk.Change()).GetProperty("stages").EnumerateArray().Single(each => Text(each, "name") == stage), "title");
        await product.Pass(TimeSpan.FromDays(12));

        string[] chasing = ["reminded", "escalated", "expired"];
        var chased = (await walk.Entries())
            .Where(entry => chasing.Contains(Text(entry, "action")) && Text(entry, "details").Contains(title, StringComparison.OrdinalIgnoreCase)
                || Text(entry, "action") == "expired")
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{Text(entry, "action")} {(At(entry) - OneTuesday.Now).TotalHours:0.###}"));
        Assert.Equal(course.Silence, string.Join(", ", chased));
        await AssertEnded(walk, "expired", $"No answer in time at the stage '{stage}'.", At(await Entry(walk, "expired")));
    }

    [Theory]
    [MemberData(nameof(NotAsked))]
    public async Task NobodyRefusesIt_AndNoSilenceEndsIt_BeforeTheWork(string @class)
    {
        var (course, walk) = await Begin(@class);
        Assert.Equal(("approved", ""), (await walk.State(), await walk.OpenSeats()));
        await walk.Refused("emil", "approve", new { approved = false, comments = "Not this week" }, "nothing-to-decide");
        await product.Pass(TimeSpan.FromDays(30));
        Assert.True(await walk.State() == "approved", course.NobodyIsAsked);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Withdrawn(string @class)
    {
        var (course, walk) = await Begin(@class);
        await product.Pass(AWhile);
        await walk.Refused("omar", "withdraw", new { reason = "Not needed" }, "not-your-task");
        await walk.Step(course.Requester, "withdraw", new { reason = "Not needed" });

        await AssertEnded(walk, "withdrawn", "Not needed", OneTuesday.Now + AWhile);
        Assert.Equal((course.Requester, "Withdrawn: Not needed"), By(await Entry(walk, "withdrawn")));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Failed_AndKeptAsItIs(string @class)
    {
        var (course, walk) = await Implementing(@class);
        await walk.Refused(course.Requester, "withdraw", new { reason = "Not needed" }, "wrong-state");
        await product.Pass(AWhile);
        await walk.Step(course.Implementer, "complete", new { status = "failed", reason = "It does not start" });
        await walk.Step(course.Keeper, "rollback", new { decision = "keep", reason = "It is no worse than before" });

        Assert.Equal((course.Implementer, "Implementation failed: It does not start"), By(await Entry(walk, "implementation_failed")));
        Assert.Equal((course.Keeper, "Decided to keep the change: It is no worse than before"), By(await Entry(walk, "rollback_decided")));
        Assert.Equal(OneTuesday.Now + AWhile, At(await Entry(walk, "rollback_decided")));
        await AssertOwed(walk, course, course.Owed);
        await Settle(walk, "failed");
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Failed_AndRolledBack(string @class)
    {
        var (course, walk) = await Implementing(@class);
        await walk.Step(course.Implementer, "complete", new { status = "failed", reason = "It does not start" });
        await product.Pass(AWhile);
        await walk.Step(course.Keeper, "rollback", new { decision = "roll_back", reason = "It does not start" }, "rolling-back");
        await walk.Step(course.Implementer, "rollback/complete");

        Assert.Equal((course.Keeper, "Decided to roll back: It does not start"), By(await Entry(walk, "rollback_decided")));
        Assert.Equal((course.Implementer, OneTuesday.Now + AWhile), (By(await Entry(walk, "rolled_back")).Person, At(await Entry(walk, "rolled_back"))));
        await AssertOwed(walk, course, $"{course.Owed} {course.OwedOfTheRollback}".Trim());
        await Settle(walk, "rolled_back");
    }

    [Theory]
    [MemberData(nameof(AskedAfterwards))]
    public async Task Decision05_RefusedAfterTheWork_StaysUnapproved_WhateverIsDecidedOfTheRollback(string @class)
    {
        var (course, walk) = await Implementing(@class);
        var (person, role) = course.RefuserAfterwards!.Value;
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(course.Implementer, "complete", new { notes = "Done" });
        await product.Pass(AWhile);
        await walk.Step(person, "approve", new { approved = false, comments = "This was no emergency", role });

        Assert.Equal("completed", await walk.State());
        Assert.Equal((person, $"Rejected as {role}: This was no emergency"), By(await Entry(walk, "seat_rejected")));
        Assert.Equal(OneTuesday.Now + AWhile + TimeSpan.FromMinutes(course.MinutesToDecide), (await walk.Change()).GetProperty("rollback").GetProperty("due").GetDateTimeOffset());
        await walk.Step(course.Implementer, "rollback", new { decision = "roll_back", reason = "It was not allowed" });
        await walk.Step(course.Implementer, "rollback/complete");
        await AssertOwed(walk, course, $"{course.Owed} {course.OwedOfTheRollback}".Trim());
        await Settle(walk, "rolled_back");
        Assert.True((await walk.Change()).GetProperty("unapproved").GetBoolean());
    }

    private static TheoryData<string> Where(Func<Course, bool> holds) => [.. Courses.All.Where(holds).Select(course => course.Class)];

    private async Task<(Course Course, Walk Walk)> Begin(string @class)
    {
        var course = Courses.All.Single(course => course.Class == @class);
        return (course, await Walk.Begin(product, course.Requester, course.Request));
    }

    private async Task<(Course Course, Walk Walk)> Implementing(string @class)
    {
        var (course, walk) = await Begin(@class);
        await walk.AnswerEverythingOpen(before: "approve");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(course.Implementer, "implement");
        return (course, walk);
    }

    /// <summary>The change ended then, for that reason, with its workflow; nothing is asked of anybody any more.</summary>
    private async Task AssertEnded(Walk walk, string state, string reason, DateTimeOffset at)
    {
        await walk.AssertEnded(state);
        Assert.Equal(reason, (await walk.Change()).GetProperty("reason").GetString());
        Assert.Equal((state, at), (Text((await walk.Entries())[^1], "action"), At((await walk.Entries())[^1])));
        var sent = (await walk.Entries()).Length;
        await product.Pass(TimeSpan.FromDays(10));
        Assert.Equal(sent, (await walk.Entries()).Length);
        await walk.Refused(walk.Requester, "duties", new { items = new[] { new { name = "root-cause" } } }, "wrong-state");
    }

    private static async Task AssertOwed(Walk walk, Course course, string owed)
    {
        string[] expected = [.. owed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        var open = (await walk.StillOpen("close")).Order(StringComparer.Ordinal);
        Assert.Equal((course.Because, string.Join('\n', expected)), (course.Because, string.Join('\n', open)));
        Assert.Equal(expected.Length == 0, await walk.State() == "closed");
    }

    /// <summary>What is owed is given, and the change closes with its workflow.</summary>
    private static async Task Settle(Walk walk, string outcome)
    {
        await walk.AnswerEverythingOpen(before: "close");
        await walk.ApproveOpenStages();
        await walk.AssertClosed(outcome);
    }

    private static async Task<JsonElement> Entry(Walk walk, string action) =>
        (await walk.Entries()).Last(entry => Text(entry, "action") == action);

    private static (string Person, string Details) By(JsonElement entry) => (Text(entry, "user"), Text(entry, "details"));

    private static DateTimeOffset At(JsonElement entry) => entry.GetProperty("timestamp").GetDateTimeOffset();

    private static string Text(JsonElement entry, string member) => entry.GetProperty(member).GetString()!;
}
