namespace ChangeManagement.Web.BadInput;

/// <summary>Calls by somebody who may not: without a token, with one that does not count, or with one that is meant for something else.</summary>
[Collection(nameof(FrontDesk))]
public sealed class AccessTests(FrontDesk desk)
{
    private const string Changes = "/api/v1/change-management/change-requests";

    [Theory]
    [InlineData("nobody")]
    [InlineData("garbage")]
    [InlineData("revoked")]
    [InlineData("expired")]
    public async Task WithoutAGoodToken_EveryCallIsRefused(string caller)
    {
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Get, Changes, body: null);
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Post, Changes, "{}");
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Get, $"{Changes}/{{waiting}}", body: null);
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Post, $"{Changes}/{{waiting}}/approve", "{\"approved\":true}");
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Get, "/api/v1/tokens", body: null);
        await desk.Refused(401, "unauthorized", "Send a valid token", caller, HttpMethod.Get, "/api/v1/audit/verify", body: null);
    }

    [Theory]
    [InlineData("reader", "POST", Changes)]
    [InlineData("reader", "PATCH", Changes + "/{waiting}")]
    [InlineData("reader", "POST", Changes + "/{waiting}/approve")]
    [InlineData("reader", "POST", Changes + "/{approved}/implement")]
    [InlineData("writer", "POST", Changes + "/{waiting}/approve")]
    [InlineData("writer", "POST", Changes + "/{waiting}/authorize")]
    [InlineData("writer", "POST", Changes + "/{waiting}/review")]
    [InlineData("approver", "POST", Changes + "/{approved}/implement")]
    [InlineData("approver", "POST", Changes + "/{approved}/withdraw")]
    [InlineData("approver", "PATCH", Changes + "/{waiting}")]
    [InlineData("approver", "GET", Changes)]
    [InlineData("approver", "GET", Changes + "/{waiting}")]
    [InlineData("approver", "GET", Changes + "/{waiting}/history")]
    [InlineData("approver", "POST", Changes + "/{approved}/checklist")]
    [InlineData("approver", "POST", Changes)]
    [InlineData("approver", "GET", "/api/v1/change-management/reports/2026-03")]
    [InlineData("everyday", "GET", "/api/v1/tokens")]
    [InlineData("everyday", "POST", "/api/v1/tokens")]
    [InlineData("everyday", "DELETE", "/api/v1/tokens/bootstrap")]
    [InlineData("everyday", "GET", "/api/v1/orchestrations")]
    [InlineData("everyday", "POST", "/api/v1/orchestrations/x/terminate")]
    [InlineData("everyday", "GET", "/api/v1/audit/verify")]
    public async Task WithAnotherScope_ACallIsRefused(string caller, string method, string path) => await desk.Refused(
        403, "missing-scope", "ask an administrator for a token with the scope", caller, new HttpMethod(method), path,
        method == "GET" ? null : "{\"approved\":true}");

    [Fact]
    public async Task ASubmissionThatBringsADecision_NeedsTheScopeToApprove() => await desk.Refused(
        403, "missing-scope", "ask an administrator", "writer", HttpMethod.Post, Changes,
        """
        {"title":"x","description":"x","class":"emergency","emergency_criteria":"system-outage","change_type":"configuration",
        "priority":"critical","affected_systems":["website"],"risk_level":"low","authorizations":[{"authorized_by":"emil","how":"telephone"}]}
        """);

    [Theory]
    [InlineData("own-change", "You requested this change", "chen")]
    [InlineData("systems-fill-no-seat", "A system cannot approve", "pipeline")]
    [InlineData("not-your-seat", "This decision is asked of change-manager", "nora")]
    public async Task WithoutASeat_ADecisionIsRefused(string code, string says, string caller)
    {
        await desk.Refused(403, code, says, caller, HttpMethod.Post, $"{Changes}/{{waiting}}/approve", "{\"approved\":true}");
        await desk.Refused(403, code, says, caller, HttpMethod.Post, $"{Changes}/{{waiting}}/approve", "{\"approved\":false,\"comments\":\"no\"}");
    }

    [Theory]
    [InlineData("nora", "implement", "{}")]
    [InlineData("pipeline", "implement", "{}")]
    public async Task WorkOfOthers_IsRefused(string caller, string command, string body)
    {
        var before = await desk.Everything();
        var answer = await desk.Send(caller, HttpMethod.Post, $"{Changes}/{{approved}}/{command}", body);
        Assert.Equal((403, "not-your-task"), (answer.Status, answer.Text("code")));
        Assert.Equal(before, await desk.Everything());
    }

    [Theory]
    [InlineData("emil", "already-answered", "emil has already approved this stage at 2026-03-03 15:00 UTC")]
    [InlineData("dana", "seat-taken", "emil approved as engineering-manager at 2026-03-03 15:00 UTC")]
    public async Task ARepeatedDecision_IsRefused_NamingWhoAndWhen(string caller, string code, string says)
    {
        await desk.Refused(409, code, says, caller, HttpMethod.Post, $"{Changes}/{{waiting}}/approve", "{\"approved\":true}");
        await desk.Refused(409, code, says, caller, HttpMethod.Post, $"{Changes}/{{waiting}}/approve", "{\"approved\":false,\"comments\":\"no\"}");
    }

    [Theory]
    [InlineData("lena", "already-answered", "lena has already approved this stage at 2026-03-03 15:00 UTC")]
    [InlineData("mika", "nothing-to-decide", "lena approved as change-manager at 2026-03-03 15:00 UTC")]
    public async Task ALateDecision_IsRefused_NamingWhoAndWhen(string caller, string code, string says) =>
        await desk.Refused(409, code, says, caller, HttpMethod.Post, $"{Changes}/{{approved}}/approve", "{\"approved\":true}");

    [Theory]
    [InlineData("{}", "Say in 'name' what the token is for")]
    [InlineData("{}", "either the 'person' or the 'system'")]
    [InlineData("{\"name\":\"x\"}", "either the 'person' or the 'system'")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"system\":\"y\",\"scopes\":[\"changes:read\"]}", "either the 'person' or the 'system'")]
    [InlineData("{\"name\":\"x\",\"person\":\"nobody\",\"scopes\":[\"changes:read\"]}", "'nobody' is not in the directory")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\"}", "'scopes' takes one or more of: changes:read")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[]}", "'scopes' takes one or more of: changes:read")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[\"everything\"]}", "'scopes' takes one or more of: changes:read")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[null]}", "'scopes[0]' is null")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[\"changes:read\"],\"policy\":\"none\"}", "No policy 'none' is in force")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[\"changes:read\"],\"expires\":\"soon\"}", "'expires' cannot be used")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[\"changes:read\"],\"expires\":\"2026-12-01T02:00:00\"}", "with its offset")]
    [InlineData("{\"name\":\"x\",\"person\":\"ada\",\"scopes\":[\"changes:read\"],\"expires\":\"2026-03-03T15:00:00Z\"}", "must lie after now")]
    [InlineData("{\"name\":\"x\",\"system\":\"a/b\",\"scopes\":[\"changes:read\"]}", "'a/b' is not in the systems file")]
    [InlineData("{\"name\":\"x\",\"system\":\"\",\"scopes\":[\"changes:read\"]}", "is not in the systems file")]
    [InlineData("{\"name\":\"x\",\"person\":\"chen\",\"scopes\":[\"admin\"]}", "hold the role 'change-administrator'")]
    [InlineData("{\"name\":\"x\",\"system\":\"pipeline\",\"scopes\":[\"admin\"]}", "hold the role 'change-administrator'")]
    public async Task ASpoiltTokenRequest_IsRefused(string body, string says) =>
        await desk.Refused(400, "bad-body", says, "administrator", HttpMethod.Post, "/api/v1/tokens", body);
}
