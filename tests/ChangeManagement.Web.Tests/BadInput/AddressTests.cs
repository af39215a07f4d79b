namespace ChangeManagement.Web.BadInput;

/// <summary>Ids, filters and headers that cannot be.</summary>
[Collection(nameof(FrontDesk))]
public sealed class AddressTests(FrontDesk desk)
{
    private const string Changes = "/api/v1/change-management/change-requests";

    public static TheoryData<string> UnknownNumbers =>
        ["CHG-2026-999", "CHG-2025-001", "CHG-2026-000", "CHG-2026-1", "CHG-2026-0000000001", "chg-2026-001", "x", "..%2f..", "CHG-2026-00%31%20", "%20"];

    [Theory]
    [MemberData(nameof(UnknownNumbers))]
    public async Task AnUnknownChange_IsNotFound_OnEveryCall(string number)
    {
        foreach (var (method, path, body) in (IEnumerable<(HttpMethod, string, string?)>)
            [
                (HttpMethod.Get, "", null), (HttpMethod.Get, "/history", null), (HttpMethod.Get, "/workflow", null),
                (HttpMethod.Post, "/approve", "{\"approved\":true}"), (HttpMethod.Post, "/implement", "{}"), (HttpMethod.Post, "/complete", "{}"),
                (HttpMethod.Post, "/close", "{}"), (HttpMethod.Post, "/checklist", "{\"items\":[{\"name\":\"backup\"}]}"),
                (HttpMethod.Post, "/withdraw", "{\"reason\":\"x\"}"), (HttpMethod.Patch, "", "{\"title\":\"x\"}"),
            ])
        {
            await desk.Refused(404, "not-found", "does not exist", "everyday", method, $"{Changes}/{number}{path}", body, ("If-Match", "\"1\""));
        }
    }

    [Theory]
    [InlineData("administrator", "GET", "/api/v1/orchestrations/none")]
    [InlineData("administrator", "DELETE", "/api/v1/tokens/none")]
    [InlineData("administrator", "DELETE", "/api/v1/tokens/a%23b")]
    [InlineData("administrator", "DELETE", "/api/v1/tokens/a%5Cb")]
    [InlineData("administrator", "DELETE", "/api/v1/tokens/%07")]
    [InlineData("administrator", "GET", "/api/v1/orchestrations/a%23b")]
    [InlineData("administrator", "GET", "/api/v1/audit/verify?number=CHG-2026-999")]
    [InlineData("administrator", "GET", "/api/v1/audit/verify?number=x")]
    [InlineData("everyday", "GET", "/api/v1/nothing")]
    public async Task AnythingElseUnknown_IsNotFound(string caller, string method, string path) =>
        await desk.Refused(404, "not-found", "does not exist", caller, new HttpMethod(method), path, body: null);

    [Theory]
    [InlineData("?state=lost", "use one of: awaiting-approval")]
    [InlineData("?after=zzz", "'after' takes the 'next' of the page before")]
    public async Task AFilterThatCannotBe_IsRefused(string query, string says) =>
        await desk.Refused(400, "bad-body", says, "everyday", HttpMethod.Get, Changes + query, body: null);

    [Theory]
    [InlineData("?state=99", "'state' takes one of: pending, running")]
    [InlineData("?state=1", "'state' takes one of: pending, running")]
    [InlineData("?state=lost", "'state' takes one of: pending, running")]
    [InlineData("?after=zz", "'after' takes the 'next' of the page before")]
    [InlineData("?after=1-", "'after' takes the 'next' of the page before")]
    [InlineData("?after=fffffffffffffffffffffff-1", "'after' takes the 'next' of the page before")]
    public async Task AFilterOfOrchestrationsThatCannotBe_IsRefused(string query, string says) => await desk.Refused(
        400, "bad-body", says, "administrator", HttpMethod.Get, "/api/v1/orchestrations" + query, body: null);

    [Theory]
    [InlineData("?state=99")]
    [InlineData("?state=lost")]
    [InlineData("?after=zz")]
    public async Task APageOfOrchestrationsThatCannotBe_IsRefused(string query)
    {
        using var browser = new Pages.Browser(desk.Product);
        await browser.SignIn("ada");
        await browser.Open("/orchestrations" + query);
        Assert.Equal(400, browser.Status);
    }

    [Theory]
    [InlineData("?limit=many")]
    public async Task AQueryThatCannotBeRead_IsRefused(string query) =>
        await desk.Refused(400, "bad-request", "could not be read", "everyday", HttpMethod.Get, Changes + query, body: null);

    [Theory]
    [InlineData("?system=a%2Fb")]
    [InlineData("?system=a%23%3F%5Cb")]
    [InlineData("?month=2026%2F03")]
    [InlineData("?requester=a%2Fb%0A")]
    [InlineData("?policy=%3Cscript%3E")]
    [InlineData("?text=%27%3B%20DROP%20TABLE%20rows%3B--")]
    [InlineData("?limit=-5&class=%E2%80%AE")]
    public async Task AFilterForWhatIsNotThere_FindsNothing(string query)
    {
        var answer = await desk.Send("everyday", HttpMethod.Get, Changes + query, body: null);
        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("change_requests").GetArrayLength());
    }

    [Theory]
    [InlineData("approve", "{\"approved\":true}", "lena")]
    [InlineData("withdraw", "{\"reason\":\"x\"}", "chen")]
    [InlineData("", "{\"title\":\"other\"}", "chen")]
    public async Task AStaleETag_IsRefused(string command, string body, string caller) => await desk.Refused(
        412, "stale", "read it again", caller, command.Length == 0 ? HttpMethod.Patch : HttpMethod.Post,
        command.Length == 0 ? $"{Changes}/{{waiting}}" : $"{Changes}/{{waiting}}/{command}", body, ("If-Match", "\"1\""));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("W/\"1\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task AnETagThatIsNone_IsRefused(string etag) => await desk.Refused(
        400, "bad-body", "If-Match takes the ETag", "chen", HttpMethod.Post, $"{Changes}/{{waiting}}/withdraw", "{\"reason\":\"x\"}", ("If-Match", etag));

    [Theory]
    [InlineData]
    [InlineData("*")]
    public async Task AnAmendmentWithoutAnETag_IsRefused(params string[] etag) => await desk.Refused(
        428, "etag-required", "send the ETag of that answer as If-Match", "chen", HttpMethod.Patch, $"{Changes}/{{waiting}}",
        "{\"title\":\"other\"}", [.. etag.Select(value => ("If-Match", value))]);

    [Fact]
    public async Task AnIdempotencyKeyThatIsTooLong_IsRefused() => await desk.Refused(
        400, "bad-body", "at most 200 characters", "chen", HttpMethod.Post, Changes, PlainRequest.With("title", "\"x\""),
        ("Idempotency-Key", new string('k', 201)));

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task LookingAtAnApprovalLink_ChangesNothing(string method)
    {
        var before = await desk.Everything();
        foreach (var query in new[] { "", "?choice=approve", "?choice=reject&comments=no" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), desk.Link + query);
            using var answer = await desk.Product.Anonymous().SendAsync(request);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            await desk.Product.Settle();
        }

        Assert.Equal(before, await desk.Everything());
    }

    [Fact]
    public async Task AnApprovalWithoutTheForm_IsRefused()
    {
        var before = await desk.Everything();
        using var form = new FormUrlEncodedContent([new("choice", "approve")]);
        using var answer = await desk.Product.Anonymous().PostAsync(desk.Link, form);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await desk.Everything());
    }
}
