using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>What is said of the work is kept where it belongs, or refused with where it could belong; it is never lost in silence.</summary>
public sealed class Statements : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    public async Task AStatementThatNothingAnswersTo_IsRefusedWithTheNearestName(string status)
    {
        var walk = await Implementing(Requests.Priority("low"));
        await walk.AnswerEverythingOpen(before: "complete");
        var before = await walk.Actions();
        var refused = await walk.Refused(
            "chen", "complete", new { status, reason = "x", post_implementation_reveiw = "Fine" }, "invalid-input");
        Assert.Contains("did you mean 'post_implementation_review'?", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await walk.Actions());
    }

    [Fact]
    public async Task AStatementOfAField_IsKept_WhetherItIsAskedForOrNot_AndWhetherTheWorkSucceededOrNot()
    {
        var walk = await Implementing(Requests.Priority("low"));
        await walk.Step("chen", "complete", new { status = "failed", reason = "It does not start", test_results = "3 of 7 failed" });
        Assert.Equal("3 of 7 failed", (await walk.Change()).GetProperty("fields").GetProperty("test_results").GetString());
    }

    [Fact]
    public async Task AStatementThatContradictsAField_IsRefused()
    {
        var walk = await Implementing(Requests.Priority("low").With("post_implementation_review", "Fine"));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Refused("chen", "complete", new { post_implementation_review = "Not so fine" }, "wrong-state");
        await walk.Step("chen", "complete", new { post_implementation_review = "Fine" }, "completed");
    }

    [Fact]
    public async Task AStatementOfAnItemThatSomebodyElseAnswers_IsRefused()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await walk.Step("chen", "implement");
        var refused = await walk.Do(
            "chen", "complete", new Dictionary<string, string> { ["notes"] = "Patched", ["emergency-change"] = "Reviewed" });
        Assert.Equal((403, "not-your-task"), (refused.Status, refused.Text("code")));
        await walk.Step("chen", "complete", new Dictionary<string, string> { ["notes"] = "Patched", ["change-success"] = "The login holds" });
        Assert.DoesNotContain("verification:change-success", await walk.StillOpen("close"));
    }

    [Theory]
    [InlineData("review", "bussiness-impact", "business-impact", "lena")]
    [InlineData("tests", "unitt", "unit", "chen")]
    [InlineData("checklist", "bakup", "backup", "chen")]
    [InlineData("evidence", "test-aproval", "test-approval", "chen")]
    [InlineData("document", "update-dokumentation", "update-documentation", "chen")]
    [InlineData("verify", "change-sucess", "change-success", "chen")]
    [InlineData("duties", "rootcause", "root-cause", "chen")]
    [InlineData("post-implementation-review", "emergency-chang", "emergency-change", "lena")]
    public async Task AnItemThatIsNotAsked_IsRefusedWithTheNearestName(string call, string name, string nearest, string person)
    {
        var isOfEmergency = call is "duties" or "post-implementation-review" or "verify";
        var walk = await Walk.Begin(
            product, "chen", isOfEmergency ? Requests.PriorityEmergency() : Requests.Priority("low").With("testing_required", true));
        if (isOfEmergency)
        {
            await walk.Step("chen", "implement");
        }

        var refused = await walk.Refused(person, call, new { items = new[] { new { name } } }, "invalid-input");
        Assert.Contains($"did you mean '{nearest}'?", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APartThatTheEvidenceDoesNotHave_IsRefusedWithTheNearestName()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("new-feature"), "Approval");
        var part = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Single(requirement => requirement.GetProperty("name").GetString() == "adr").GetProperty("parts")[0].GetString()!;
        var refused = await walk.Refused(
            "mika", "evidence",
            new { items = new[] { new { name = "adr", parts = new Dictionary<string, string> { [part + "x"] = "Written" } } } }, "invalid-input");
        Assert.Contains($"did you mean '{part}'?", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("requester")]
    [InlineData("no_such_member")]
    public async Task AnAmendmentOfWhatCannotBeAmended_IsRefused(string member)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        var refused = await walk.Amend("chen", new Dictionary<string, object?> { ["title"] = "Other", [member] = "x" });
        Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Text("code")));
        Assert.True(refused.Json.GetProperty("errors").TryGetProperty(member, out _), refused.Body);
    }

    private async Task<Walk> Implementing(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Walk.Begin(product, "chen", request, "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        return walk;
    }
}
