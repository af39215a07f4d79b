using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.Walks;

/// <summary>W5, 002 Phase 5, decision 12: after a failure or a rollback a follow-up change is offered; a policy may demand it.</summary>
public sealed class FollowUps : IAsyncLifetime
{
    // The windows of 003 §9.1 open on Tuesdays at 06:00 in New York.
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly OperatorFolder folder = new();
    private RunningProduct product;

    public FollowUps() => product = new RunningProduct(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task ARolledBackChange_IsFollowed_BySayingOnlyWhatIsDifferent_AndBothKnowEachOther()
    {
        var walk = await RolledBack(Requests.Priority("low"));
        var follow = await Follow(walk, new { title = "The smaller index" });
        var next = (await (await product.As("chen")).Show(follow.Number)).Json;
        Assert.Equal("The smaller index", next.GetProperty("fields").GetProperty("title").GetString());
        Assert.Equal("From 100 to 200", next.GetProperty("fields").GetProperty("description").GetString());
        Assert.Equal([(walk.Number, "follows")], Links(next));
        Assert.Equal([(follow.Number, "followed-by")], Links(await walk.Change()));
        Assert.Contains(await walk.Entries(), entry => entry.GetProperty("details").GetString() == $"Followed by {follow.Number}");
    }

    [Fact]
    public async Task AClosedFailure_CanBeFollowed_AndTheLinkIsMadeOnce_HoweverOftenItIsFollowedUp()
    {
        var walk = await RolledBack(Requests.Priority("low"));
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
        var follow = await Follow(walk, new { });
        await product.Sweep();
        Assert.Equal([(follow.Number, "followed-by")], Links(await walk.Change()));
        await walk.AssertClosed("rolled_back");
    }

    [Fact]
    public async Task AChangeThatStands_HasNoFollowUp()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.Refused("chen", "follow-up", new { }, "wrong-state");
        var answer = await (await product.As("chen")).Submit(Requests.Priority("low").With("follows", "CHG-2026-999"));
        Assert.Equal(400, answer.Status);
        Assert.Contains("no change 'CHG-2026-999' to follow", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereThePolicyOffersIt_ARolledBackChangeClosesWithout()
    {
        var walk = await RolledBack(Requests.Board(Tuesday));
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
    }

    [Fact]
    public async Task WhereThePolicyDemandsIt_OnlyTheLinkClosesTheChange()
    {
        await product.DisposeAsync();
        product = new RunningProduct(Tuesday, folder.Settings);
        folder.Override("advisory-board", "follow-up: offered", "follow-up: required");
        product.Start();
        await product.NoticeEdits();
        var walk = await RolledBack(Requests.Board(Tuesday));
        Assert.Contains("documentation:follow-up-change", await walk.StillOpen("close"));
        await Follow(walk, new { scheduled_start = Tuesday.AddDays(7), scheduled_end = Tuesday.AddDays(7).AddHours(1) });
        Assert.DoesNotContain("documentation:follow-up-change", await walk.StillOpen("close"));
    }

    [Fact]
    public async Task ThePageOfARolledBackChange_OffersIt_WithWhatWasSaid_AndLeadsToTheNewChange()
    {
        var walk = await RolledBack(Requests.Priority("low"));
        using var browser = new Browser(product);
        await browser.SignIn("chen");
        await browser.Open($"/changes/{walk.Number}");
        var form = $"/changes/{walk.Number}/follow-up";
        Assert.Equal("From 100 to 200", browser.Page.QuerySelector($"form[action='{form}'] textarea")!.TextContent);
        await browser.Send(form, ("title", ""), ("description", "To 150 only"));
        Assert.Equal(400, browser.Status);
        Assert.Equal("To 150 only", browser.Page.QuerySelector($"form[action='{form}'] textarea")!.TextContent);
        await browser.Send(form, ("title", "To 150"), ("description", "To 150 only"));
        Assert.StartsWith("/changes/CHG-2026-", browser.Path, StringComparison.Ordinal);
        Assert.NotEqual($"/changes/{walk.Number}", browser.Path);
        Assert.Contains($"Follows: {walk.Number}", browser.Words, StringComparison.Ordinal);
        var next = browser.Path;
        await browser.Open($"/changes/{walk.Number}");
        Assert.NotNull(browser.Page.QuerySelector($".heading a[href='{next}']"));
    }

    private async Task<Walk> RolledBack(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Walk.Begin(product, "chen", request);
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { status = "failed", reason = "The index is too large" });
        await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Searches time out" });
        await walk.Step("chen", "rollback/complete", new { });
        return walk;
    }

    private static async Task<Answer> Follow(Walk walk, object body)
    {
        var answer = await walk.Do("chen", "follow-up", body);
        Assert.True(answer.Status is 201, answer.Body);
        return answer;
    }

    private static IEnumerable<(string, string)> Links(JsonElement change) =>
        change.GetProperty("links").EnumerateArray().Select(link => (link.GetProperty("number").GetString()!, link.GetProperty("relation").GetString()!));
}
