namespace ChangeManagement.Web.BadInput;

/// <summary>Bodies that cannot be read: refused with the place and the remedy, on every kind of call.</summary>
[Collection(nameof(FrontDesk))]
public sealed class BodyTests(FrontDesk desk)
{
    private const string Changes = "/api/v1/change-management/change-requests";

    public static TheoryData<string, string> NoObjects => new()
    {
        { "{\"title\": \"x\"", "not valid JSON (line 1, byte 14)" },
        { "{'title': 'x'}", "not valid JSON (line 1" },
        { "{\"title\": \"x\",}", "not valid JSON (line 1" },
        { "<xml/>", "not valid JSON (line 1" },
        { "[]", "must be a JSON object" },
        { "null", "must be a JSON object" },
        { "7", "must be a JSON object" },
        { "\"text\"", "must be a JSON object" },
        { "{\"title\":\"a\",\"title\":\"b\"}", "'title' is sent twice" },
        { "{\"title\":\"\\ud800\",\"\\ud800\":1}", "not valid Unicode" },
        { "{\"title\":\"\xff\xfe\"}", "not valid" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40), "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(NoObjects))]
    public async Task ABodyThatIsNoObject_IsRefused_OnEveryCall(string body, string says)
    {
        await desk.Refused(400, "bad-body", says, "chen", HttpMethod.Post, Changes, body);
        await desk.Refused(400, "bad-body", says, "chen", HttpMethod.Post, $"{Changes}/preview", body);
        await desk.Refused(400, "bad-body", says, "lena", HttpMethod.Post, $"{Changes}/{{waiting}}/approve", body);
        await desk.Refused(400, "bad-body", says, "chen", HttpMethod.Post, $"{Changes}/{{approved}}/checklist", body);
        await desk.Refused(400, "bad-body", says, "chen", HttpMethod.Post, $"{Changes}/{{approved}}/complete", body);
        await desk.Refused(400, "bad-body", says, "chen", HttpMethod.Patch, $"{Changes}/{{waiting}}", body, ("If-Match", "\"4\""));
        await desk.Refused(400, "bad-body", says, "administrator", HttpMethod.Post, "/api/v1/tokens", body);
    }

    public static TheoryData<string, string, string, string> SpoiltCommands => new()
    {
        { "approve", "{}", "bad-body", "Say 'approved': true or false." },
        { "approve", "{\"approved\":null}", "bad-body", "Say 'approved': true or false." },
        { "approve", "{\"approved\":\"yes\"}", "bad-body", "'approved' cannot be used" },
        { "approve", "{\"approved\":1}", "bad-body", "'approved' cannot be used" },
        { "approve", "{\"approved\":true,\"comment\":\"x\"}", "bad-body", "It takes: approved, comments" },
        { "approve", "{\"approved\":true,\"comments\":7}", "bad-body", "'comments' cannot be used" },
        { "approve", "{\"approved\":true,\"comments\":\"a\\u0000b\"}", "bad-body", "'comments' cannot be used" },
        { "approve", "{\"approved\":true,\"comments\":\"\\ud800\"}", "bad-body", "cannot be used" },
        { "approve", "{\"approved\":true,\"conditions\":\"x\"}", "bad-body", "'conditions' cannot be used" },
        { "approve", "{\"approved\":true,\"conditions\":[null]}", "bad-body", "'conditions[0]' is null" },
        { "approve", "{\"approved\":true,\"conditions\":[7]}", "bad-body", "'conditions[0]' cannot be used" },
        { "approve", "{\"approved\":true,\"conditions\":[\"\"]}", "bad-body", "has 1 to 500 characters" },
        { "approve", "{\"approved\":true,\"conditions\":[\" \\t\"]}", "bad-body", "has 1 to 500 characters" },
        { "approve", $"{{\"approved\":true,\"conditions\":[\"{new string('x', 501)}\"]}}", "bad-body", "has 1 to 500 characters" },
        { "approve", $"{{\"approved\":true,\"conditions\":[{Many(21)}]}}", "bad-body", "takes 20 conditions at most" },
        { "approve", $"{{\"approved\":true,\"conditions\":[{Many(100_000)}]}}", "bad-body", "takes 20 conditions at most" },
        { "approve", "{\"approved\":true,\"conditions_before\":\"never\"}", "bad-body", "takes one of: implement, complete, close" },
        { "approve", "{\"approved\":false}", "reason-required", "Say why you reject it" },
        { "approve", "{\"approved\":true,\"content_digest\":\"0\"}", "content-changed", "read what changed and decide again" },
        { "checklist", "{}", "invalid-input", "Name at least one item" },
        { "checklist", "{\"items\":{}}", "bad-body", "'items' cannot be used" },
        { "checklist", "{\"items\":[]}", "invalid-input", "Name at least one item" },
        { "checklist", "{\"items\":[null]}", "bad-body", "'items[0]' is null" },
        { "checklist", "{\"items\":[\"backup\"]}", "bad-body", "'items[0]' cannot be used" },
        { "checklist", "{\"items\":[{}]}", "bad-body", "needs the 'name'" },
        { "checklist", "{\"items\":[{\"name\":\"backup\"},{\"name\":\"backup\"}]}", "bad-body", "'backup' is answered 2 times" },
        { "checklist", $"{{\"items\":[{string.Join(',', Enumerable.Repeat("{\"name\":\"backup\"}", 120))}]}}", "bad-body", "takes 50 items at most" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"parts\":{\"a\":\"b\"}}]}", "invalid-input", "has no part 'a'" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"parts\":{\"a\\u0007\":\"b\"}}]}", "bad-body", "must not hold control characters" },
        { "checklist", "{\"items\":[{\"name\":\"bakup\"}]}", "invalid-input", "use one of:" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"result\":\"maybe\"}]}", "bad-body", "takes one of: met, passed, failed, not_applicable" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"coverage\":\"much\"}]}", "bad-body", "'items[0].coverage' cannot be used" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"parts\":{\"a\":null}}]}", "bad-body", "'items[0].parts.a' is null" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"parts\":[]}]}", "bad-body", "'items[0].parts' cannot be used" },
        { "checklist", "{\"items\":[{\"name\":\"backup\",\"result\":\"failed\"}]}", "reason-required", "Say why" },
        { "implement", "{\"scheduled_time\":\"tomorrow\"}", "bad-body", "'scheduled_time' cannot be used" },
        { "implement", "{\"scheduled_time\":\"2026-12-01T02:00:00\"}", "bad-body", "must be a point in time with its offset" },
        { "implement", "{\"scheduled_time\":\"2026-12-01\"}", "bad-body", "must be a point in time with its offset" },
        { "implement", "{\"scheduled_time\":7}", "bad-body", "'scheduled_time' cannot be used" },
        { "implement", "{\"maintenance_window\":\"no\"}", "bad-body", "'maintenance_window' cannot be used" },
        { "implement", "{\"implementation_plan\":[]}", "bad-body", "'implementation_plan' cannot be used" },
        { "implement", "{\"scheduled_time\":\"2036-01-01T00:00:00Z\"}", "invalid-input", "more than 400 days ahead" },
        { "implement", "{}", "gate-shut", "provide: Backup current system state" },
        { "complete", "{}", "wrong-state", "Implement it first." },
        { "complete", "{\"status\":\"done\"}", "bad-body", "takes one of: completed, failed" },
        { "complete", "{\"severity\":\"dreadful\",\"status\":\"failed\"}", "bad-body", "takes one of: low, medium, high, critical" },
        { "complete", "{\"notes\":{}}", "bad-body", "'notes' must be text" },
        { "complete", "{\"anything\":7}", "bad-body", "'anything' must be text" },
        { "close", "{}", "wrong-state", "Complete it first." },
        { "close", "{\"statements\":{\"a\":null}}", "bad-body", "'statements.a' is null" },
        { "close", "{\"statements\":{\"a\":7}}", "bad-body", "'a' must be text" },
        { "close", "{\"statements\":[]}", "bad-body", "'statements' cannot be used" },
        { "withdraw", "{}", "reason-required", "Say why" },
        { "withdraw", "{\"reason\":true}", "bad-body", "'reason' cannot be used" },
        { "hold", "{}", "reason-required", "Say why" },
        { "resume", "{\"now\":true}", "bad-body", "'now' cannot be used" },
        { "problems", "{}", "bad-body", "takes one of: low, medium, high, critical" },
        { "problems", "{\"severity\":\"high\"}", "wrong-state", "You cannot report a problem with" },
        { "rollback", "{\"decision\":\"perhaps\"}", "bad-body", "takes one of: roll_back, keep" },
        { "rollback/complete", "{\"record\":{\"a\":null}}", "bad-body", "'record.a' is null" },
        { "authorize", "{}", "bad-body", "'authorized_by' names the person" },
        { "authorize", "{\"authorized_by\":\"lena\",\"authorized_at\":\"2026-03-03T14:00:00\"}", "bad-body", "must be a point in time with its offset" },
        { "authorize", "{\"authorized_by\":\"lena\",\"authorized_at\":\"now\"}", "bad-body", "'authorized_at' cannot be used" },
        { "verify", "{\"items\":[{\"name\":\"change-success\"}]}", "wrong-state", "once the work has begun" },
    };

    private static string Many(int conditions) => string.Join(',', Enumerable.Range(1, conditions).Select(number => $"\"{number}\""));

    [Theory]
    [MemberData(nameof(SpoiltCommands))]
    public async Task ASpoiltCommand_IsRefused(string command, string body, string code, string says)
    {
        var onWaiting = command is "approve";
        var before = await desk.Everything();
        var answer = await desk.Send(
            onWaiting ? "lena" : "chen", HttpMethod.Post, $"{Changes}/{(onWaiting ? "{waiting}" : "{approved}")}/{command}", body);
        Assert.True(answer.Status is 400 or 409, answer.Body);
        Assert.Equal(answer.Status, answer.Json.GetProperty("status").GetInt32());
        Assert.True(code == answer.Text("code"), answer.Body);
        Assert.Contains(says, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await desk.Everything());
    }

    [Theory]
    [InlineData("approve", "{\"approved\":true,\"comments\":\"#\"}")]
    [InlineData("withdraw", "{\"reason\":\"#\"}")]
    [InlineData("complete", "{\"notes\":\"#\"}")]
    [InlineData("close", "{\"statements\":{\"change-success\":\"#\"}}")]
    public async Task ATextThatIsTooLong_IsRefused(string command, string body) => await desk.Refused(
        400, "bad-body", "20000 characters", command == "approve" ? "lena" : "chen", HttpMethod.Post,
        $"{Changes}/{(command == "approve" ? "{waiting}" : "{approved}")}/{command}",
        body.Replace("#", new string('x', 20_001), StringComparison.Ordinal));
}
