using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.LateFacts;

/// <summary>Facts that arrive after the request are judged like those that came with it; they may add what is asked, and never take it away.</summary>
public sealed class FilledInLaterTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    /// <summary>An emergency of each policy whose deferred facts ask for more, and what they ask (000 and 003 defer no such fact).</summary>
    public static TheoryData<string, string, string> Emergencies => new()
    {
        { "001 §5: a listed type is tested", "change_type", "test:unit test:integration test:security evidence:test-approval field:test_results" },
        { "002 Security Review, Security Checklist", "security_areas", "evidence:security-review check:vulnerabilities check:encryption documentation:security-documentation" },
        { "004 §6, §11: what alters the structure is decided and recorded", "alters", "evidence:adr evidence:migration-plan evidence:access-control-matrix" },
    };

    [Theory]
    [MemberData(nameof(Emergencies))]
    public async Task BeforeTheWork_TheyAskForWhatTheyWouldHaveAskedAtOnce(string clause, string field, string asked)
    {
        var walk = await Emergency(field);
        var before = await walk.StillOpen("close");
        Assert.Empty(before.Intersect(asked.Split(' ')));
        Assert.Equal(200, (await walk.Amend("chen", Said(field))).Status);

        Assert.True((await walk.StillOpen("close")).ToHashSet().IsSupersetOf(asked.Split(' ')), clause);
        Assert.Equal("approved", await walk.State());
    }

    [Theory]
    [MemberData(nameof(Emergencies))]
    public async Task AfterTheWork_TheyAskForItToo_AndTheChangeDoesNotCloseWithoutIt(string clause, string field, string asked)
    {
        var walk = await Emergency(field);
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { notes = "Done" });
        Assert.Equal(200, (await walk.Amend("chen", Said(field))).Status);

        Assert.True((await walk.StillOpen("close")).ToHashSet().IsSupersetOf(asked.Split(' ')), clause);
        Assert.Contains("more_asked", await walk.Actions());
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "close");
        await product.Pass(TimeSpan.FromDays(1));
        await walk.AssertClosed();
    }

    [Fact]
    public async Task WithTheReportOfTheWork_TheyAreReadWithTheirTypes_AndJudged()
    {
        var walk = await Emergency("security_areas");
        await walk.Step("chen", "implement");
        var refused = await walk.Refused("chen", "complete", new { notes = "Done", affected_systems = "not a system" }, "invalid-fields");
        Assert.Contains("not a system", refused.Body, StringComparison.Ordinal);
        await walk.Refused("chen", "complete", new { notes = "Done", risk_level = "enormous" }, "invalid-fields");
        Assert.Equal("implementing", await walk.State());

        await walk.Step("chen", "complete", new { notes = "Done", security_areas = new[] { "encryption" }, affected_systems = new[] { "website" } });
        Assert.Contains("evidence:security-review", await walk.StillOpen("close"));
        var fields = (await walk.Change()).GetProperty("fields");
        Assert.Equal("website", fields.GetProperty("affected_systems")[0].GetString());
    }

    [Fact]
    public async Task WithTheClosure_TheyAreReadWithTheirTypes_AndJudged()
    {
        var walk = await Emergency("security_areas");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { notes = "Done" });
        await walk.ApproveOpenStages();
        await walk.Refused("chen", "close", Statements("affected_systems", "the moon"), "invalid-fields");
        await walk.AnswerEverythingOpen(before: "close", except: "security_areas");
        var shut = await walk.Refused("chen", "close", Statements("security_areas", new[] { "encryption" }), "gate-shut");
        Assert.Contains("security-review", shut.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStageThatWasDecided_AsksTheSeatThatALaterFactAdds()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BuildOsEmergency(), "approved");
        await walk.Step("chen", "implement");
        Assert.Equal("emergency-approval: incident-commander", await walk.OpenSeats());
        await walk.ApproveOpenStages();
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["affects_security"] = true })).Status);

        Assert.Equal("emergency-approval: security-lead", await walk.OpenSeats());
        await walk.ApproveOpenStages();
        Assert.Equal("", await walk.OpenSeats());
    }

    [Fact]
    public async Task AnAmendmentIntoAnEmergency_StartsItsClocks()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low").With("emergency_criteria", "security-vulnerability"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(30));
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["class"] = "emergency" })).Status);

        Assert.Equal("approved", await walk.Status());
        var due = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Single(requirement => requirement.GetProperty("name").GetString() == "change-request-form").GetProperty("due").GetDateTimeOffset();
        Assert.Equal(Tuesday.AddHours(30 + 24), due);
        await product.Pass(TimeSpan.FromHours(24));
        Assert.Contains("escalated", await walk.Actions());
    }

    [Fact]
    public async Task WhatWasToBeThereBeforeTheWork_IsOwedAfterIt_AndItsApprovalFollows()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        var alone = await walk.Amend("chen", new Dictionary<string, object?> { ["kind_of_change"] = "security-control" });
        Assert.Equal((400, "invalid-fields"), (alone.Status, alone.Text("code")));
        var whole = await walk.Amend(
            "chen", new Dictionary<string, object?> { ["kind_of_change"] = "security-control", ["security_areas"] = new[] { "encryption" } });
        Assert.Equal(200, whole.Status);

        Assert.Contains("evidence:comprehensive-documentation", await walk.StillOpen("complete"));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Done" });
        Assert.Equal("technical-review: technical-reviewer", await walk.OpenSeats());
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
    }

    [Fact]
    public async Task AFieldThatAPassedGateRequired_CannotBeEmptied()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        var emptied = await walk.Amend("chen", new Dictionary<string, object?> { ["title"] = null });
        Assert.Equal((400, "invalid-fields"), (emptied.Status, emptied.Text("code")));
        Assert.Equal("Show the balance on the first page", (await walk.Change()).GetProperty("fields").GetProperty("title").GetString());
    }

    [Fact]
    public async Task AnAmendmentThatPutsItOutOfScope_RecordsItAsSuch()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"), "Requested");
        Assert.Equal(200, (await walk.Amend("chen", new Dictionary<string, object?> { ["documentation_only"] = true })).Status);
        await walk.AssertEnded("out-of-scope");
    }

    private async Task<Walk> Emergency(string field) => field switch
    {
        "change_type" => await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved"),
        "security_areas" => await Walk.Begin(
            product, "chen", Requests.OfficerEmergency().With("emergency_criteria", "critical-vulnerability"), "Approved"),
        _ => await Walk.Begin(product, "chen", Requests.BuildOsEmergency(), "approved"),
    };

    private static Dictionary<string, object?> Said(string field) => new(StringComparer.Ordinal)
    {
        [field] = field switch
        {
            "change_type" => "security",
            "security_areas" => new[] { "authentication", "encryption" },
            _ => new[] { "schema", "access-control" },
        },
    };

    private static Dictionary<string, object> Statements(string field, object value) =>
        new(StringComparer.Ordinal) { ["statements"] = new Dictionary<string, object>(StringComparer.Ordinal) { [field] = value } };
}
