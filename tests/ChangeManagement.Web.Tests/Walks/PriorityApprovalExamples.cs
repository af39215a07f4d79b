using System.Text;
using System.Text.Json;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>The examples of 001's API as they stand, on the days on which they stand there.</summary>
public sealed class PriorityApprovalExamples : IAsyncLifetime
{
    private const string CreateBody = """
        {
          "title": "Implement MFA for Admin Access",
          "description": "Add multi-factor authentication requirement",
          "change_type": "security_enhancement",
          "priority": "high",
          "affected_systems": ["authentication-service", "admin-ui"],
          "testing_required": true,
          "test_plan": "Test MFA enrollment and login flow"
        }
        """;

    private const string ApproveBody = """
        {
          "approved": true,
          "comments": "Approved - security enhancement aligns with compliance requirements",
          "conditions": ["MFA must be tested in staging before production"]
        }
        """;

    private const string ImplementBody = """
        {
          "implementation_plan": "Deploy to staging, test, then production",
          "scheduled_time": "2025-01-28T02:00:00Z",
          "maintenance_window": true
        }
        """;

    private const string CompleteBody = """
        {
          "status": "completed",
          "test_results": "All tests passed",
          "post_implementation_review": "Change successfully implemented, no issues detected"
        }
        """;

    private readonly RunningProduct product = new(new DateTimeOffset(2025, 1, 27, 10, 0, 0, TimeSpan.Zero));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task TheFourCalls_AnswerWhatTheExamplesShow()
    {
        var created = await Post("chen", "", CreateBody);
        AssertShape(
            """{ "change_request_id": "CHG-2025-001", "status": "pending_approval", "approvers": ["security-team-lead", "engineering-manager"], "estimated_approval_time": "24h" }""",
            created);
        Assert.Equal(
            """{"change_request_id":"CHG-2025-001","status":"pending_approval","approvers":["security-team","engineering-manager","change-manager"],"estimated_approval_time":"24h"}""",
            created.Body);

        await Plan(created.Number);
        await product.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("pending_approval", (await Post("emil", "/CHG-2025-001/approve", """{ "approved": true }""")).Text("status"));
        Assert.Equal("pending_approval", (await Post("hana", "/CHG-2025-001/approve", """{ "approved": true }""")).Text("status"));
        var approved = await Post("lena", "/CHG-2025-001/approve", ApproveBody);
        Assert.Equal(
            """{"change_request_id":"CHG-2025-001","status":"approved","approved_by":"change-manager","approved_by_person":"lena","approved_at":"2025-01-27T10:30:00Z","next_step":"implementation"}""",
            approved.Body.Replace("+00:00", "Z", StringComparison.Ordinal));
        AssertShape(
            """{ "change_request_id": "CHG-2025-001", "status": "approved", "approved_by": "security-team-lead", "approved_by_person": "", "approved_at": "2025-01-27T10:30:00Z", "next_step": "implementation" }""",
            approved);

        var chen = await product.As("chen");
        await chen.Do(created.Number, "checklist", new { items = new[] { new { name = "backup" } } });
        var scheduled = await Post("chen", "/CHG-2025-001/implement", ImplementBody);
        AssertShape(
            """{ "change_request_id": "CHG-2025-001", "status": "implementing", "implementation_started": "2025-01-28T02:00:00Z", "estimated_completion": "2025-01-28T04:00:00Z" }""",
            scheduled);
        Assert.Equal(new DateTimeOffset(2025, 1, 28, 2, 0, 0, TimeSpan.Zero), scheduled.Json.GetProperty("implementation_started").GetDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2025, 1, 28, 4, 0, 0, TimeSpan.Zero), scheduled.Json.GetProperty("estimated_completion").GetDateTimeOffset());
        await product.Pass(TimeSpan.FromHours(15.5));
        Assert.Equal("implementing", (await chen.Show(created.Number)).Text("status"));

        await product.Pass(TimeSpan.FromMinutes(105));
        await Answer("chen", "checklist", "deploy-staging", "execute-test-plan", "verify-test-results", "monitor-health", "condition-1");
        await Tests();
        var completed = await Post("chen", "/CHG-2025-001/complete", CompleteBody);
        Assert.Equal(
            """{"change_request_id":"CHG-2025-001","status":"completed","completed_at":"2025-01-28T03:45:00Z","next_review":"2025-02-28"}""",
            completed.Body.Replace("+00:00", "Z", StringComparison.Ordinal));
        AssertShape(
            """{ "change_request_id": "CHG-2025-001", "status": "completed", "completed_at": "2025-01-28T03:45:00Z", "next_review": "2025-02-28" }""",
            completed);
    }

    [Fact]
    public async Task TheCallsAtTheirHour_AnswerImplementingAtOnce()
    {
        var created = await Post("chen", "", CreateBody);
        await Plan(created.Number);
        foreach (var person in new[] { "emil", "hana", "lena" })
        {
            await Post(person, "/CHG-2025-001/approve", """{ "approved": true }""");
        }

        await Answer("chen", "checklist", "backup");
        await product.Pass(TimeSpan.FromHours(16));
        var begun = await Post("chen", "/CHG-2025-001/implement", ImplementBody);
        Assert.Equal(
            """{"change_request_id":"CHG-2025-001","status":"implementing","implementation_started":"2025-01-28T02:00:00Z","estimated_completion":"2025-01-28T04:00:00Z"}""",
            begun.Body.Replace("+00:00", "Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AStandIn_ConfirmsWhatTheSeatConfirms()
    {
        // Emil, the engineering manager, asks himself: his seat falls to his deputy.
        var created = await Post("emil", "", CreateBody.Replace("\"testing_required\": true,", "\"rollback_plan\": \"Disable it\",", StringComparison.Ordinal));
        var answer = await Post("dana", $"/{created.Number}/approve", """{ "approved": true }""");
        Assert.Equal("engineering-manager", answer.Text("approved_by"));
        await Post("ivan", $"/{created.Number}/approve", """{ "approved": true }""");
        Assert.Equal("approved", (await Post("lena", $"/{created.Number}/approve", """{ "approved": true }""")).Text("status"));
    }

    [Fact]
    public async Task TheHistory_HasTheShapeOfTheExample()
    {
        var created = await Post("chen", "", CreateBody);
        var history = await (await product.As("chen")).Get($"{Client.Changes}/{created.Number}/history");

        Assert.Equal(["change_id", "history"], history.Json.EnumerateObject().Select(member => member.Name));
        var first = history.Json.GetProperty("history")[0];
        Assert.Equal(["timestamp", "action", "user", "details"], first.EnumerateObject().Select(member => member.Name).Take(4));
        Assert.Equal(
            (new DateTimeOffset(2025, 1, 27, 10, 0, 0, TimeSpan.Zero), "created", "chen", "Change request created"),
            (first.GetProperty("timestamp").GetDateTimeOffset(), first.GetProperty("action").GetString(), first.GetProperty("user").GetString(), first.GetProperty("details").GetString()));
    }

    [Fact]
    public async Task TheReport_HasTheShapeOfTheExample()
    {
        await Post("chen", "", CreateBody);
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(2));
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await product.Pass(TimeSpan.FromHours(1));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { post_implementation_review = "Fine" });
        var report = await (await product.As("chen")).Get("/api/v1/change-management/reports/2025-01?policy=priority-approval");

        string[] members = ["report_period", "total_changes", "by_status", "by_priority", "by_type", "average_approval_time", "average_implementation_time"];
        Assert.Equal(members, report.Json.EnumerateObject().Select(member => member.Name).Where(members.Contains));
        Assert.Equal("2025-01", report.Text("report_period"));
        Assert.Equal(2, report.Json.GetProperty("total_changes").GetInt32());
        Assert.Equal(("2h", "1h"), (report.Text("average_approval_time"), report.Text("average_implementation_time")));
        Assert.Equal(1, report.Json.GetProperty("by_priority").GetProperty("high").GetInt32());
        Assert.Equal(1, report.Json.GetProperty("by_type").GetProperty("security").GetInt32());
        Assert.Equal(1, report.Json.GetProperty("by_status").GetProperty("pending").GetInt32());
    }

    /// <summary>The example leaves out the rollback plan, without which the final approval is not given.</summary>
    private async Task Plan(string number)
    {
        var chen = await product.As("chen");
        var read = await chen.Show(number);
        var amended = await chen.Send(
            HttpMethod.Patch, $"{Client.Changes}/{number}", Json("""{ "rollback_plan": "Disable MFA requirement via configuration" }"""), ("If-Match", read.ETag!));
        Assert.Equal(200, amended.Status);
    }

    private async Task Tests()
    {
        var tests = new (string Name, string Environment)[]
        {
            ("unit", "staging"), ("integration", "staging"), ("security", "staging"), ("performance", "production-like"), ("user-acceptance", "production-like"),
        };
        var answer = await (await product.As("chen")).Do("CHG-2025-001", "tests", new
        {
            items = tests.Select(test => new { name = test.Name, result = "passed", environment = test.Environment, coverage = 80 }),
        });
        Assert.Equal(200, answer.Status);
    }

    private async Task Answer(string person, string call, params string[] names)
    {
        var answer = await (await product.As(person)).Do("CHG-2025-001", call, new { items = names.Select(name => new { name }) });
        Assert.True(answer.Status == 200, answer.Body);
    }

    private async Task<Answer> Post(string person, string path, string body)
    {
        var answer = await (await product.As(person)).Send(HttpMethod.Post, Client.Changes + path, Json(body));
        Assert.True(answer.Status is 200 or 201, answer.Body);
        return answer;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>The same members in the same order, each with the same kind of value.</summary>
    private static void AssertShape(string example, Answer answer) => Assert.Equal(
        JsonDocument.Parse(example).RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)),
        answer.Json.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)));
}
