namespace ChangeManagement.Web.BadInput;

/// <summary>Requests with one member that cannot be: the answer names the field and what would be right.</summary>
[Collection(nameof(FrontDesk))]
public sealed class FieldTests(FrontDesk desk)
{
    private const string Changes = "/api/v1/change-management/change-requests";

    public static TheoryData<string, string?, string> Spoilt => new()
    {
        { "title", "7", "'title' must be text" },
        { "title", "true", "'title' must be text" },
        { "title", "{}", "'title' must be text" },
        { "title", "[]", "'title' must be text" },
        { "title", "\"two\\nlines\"", "'title' must be a single line" },
        { "title", "\"a\\u0007b\"", "'title' must not hold control characters" },
        { "title", "\"a\\u0000b\"", "'title' must not hold control characters" },
        { "title", null, "Title is required (001 §1)" },
        { "title", "null", "Title is required (001 §1)" },
        { "title", "\"   \"", "Title is required (001 §1)" },
        { "description", "[\"a\"]", "'description' must be text" },
        { "description", "\"a\\u001bb\"", "'description' must not hold control characters" },
        { "change_type", "\"securty\"", "did you mean 'security'?" },
        { "change_type", "7", "'change_type' must be text" },
        { "priority", "\"urgent\"", "'priority' cannot be 'urgent'" },
        { "priority", "[\"high\"]", "'priority' must be text" },
        { "affected_systems", "\"nowhere\"", "names the unknown system 'nowhere'" },
        { "affected_systems", "[\"biling\"]", "did you mean 'billing'?" },
        { "affected_systems", "[7]", "is a list, whose items must be text" },
        { "affected_systems", "[null]", "is a list, whose items must be text" },
        { "affected_systems", "{}", "is a list, whose items must be text" },
        { "affected_systems", "[]", "Affected systems is required" },
        { "testing_required", "\"yes\"", "'testing_required' must be true or false" },
        { "testing_required", "1", "'testing_required' must be true or false" },
        { "maintenance_window", "[]", "'maintenance_window' must be true or false" },
        { "owner", "\"nobody\"", "names the unknown person 'nobody'" },
        { "owner", "[]", "'owner' must be text" },
        { "scheduled_start", "\"tomorrow\"", "must be a point in time with its offset" },
        { "scheduled_start", "\"2026-04-01T10:00:00\"", "must be a point in time with its offset" },
        { "scheduled_start", "\"0001-01-01T00:00:00Z\"", "must be a point in time with its offset" },
        { "scheduled_start", "17", "must be a point in time with its offset" },
        { "titel", "\"x\"", "Unknown field 'titel'; did you mean 'title'?" },
        { "class", "\"urgent\"", "Unknown class 'urgent'" },
        { "class", "7", "Unknown class ''" },
        { "requester", "\"nobody\"", "'nobody' is not in the directory" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task ASpoiltField_IsRefused(string member, string? json, string says)
    {
        var answer = await desk.Refused(400, "invalid-fields", says, "chen", HttpMethod.Post, Changes, PlainRequest.With(member, json));
        Assert.Contains(says, answer.Json.GetProperty("errors").GetProperty(member)[0].GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, string> SpoiltEnvelopes => new()
    {
        { "policy", "\"no-such-policy\"", "invalid-fields", "known are advisory-board, build-os, gateway-operations, priority-approval, security-officer" },
        { "policy", "7", "bad-body", "'policy' must be text" },
        { "policy", "\"\\ud800\"", "bad-body", "'policy' must be" },
        { "requester", "\"ada\"", "invalid-input", "You can only request a change for yourself" },
        { "requester", "[]", "bad-body", "'requester' must be text" },
        { "authorizations", "7", "bad-body", "'authorizations' is a list of" },
        { "authorizations", "[7]", "bad-body", "'authorizations' is a list of" },
        { "authorizations", "[null]", "bad-body", "'authorizations" },
        { "authorizations", "[{}]", "bad-body", "'authorized_by' names the person" },
        { "authorizations", "[{\"authorized_by\":7}]", "bad-body", "'authorizations' is a list of" },
    };

    [Theory]
    [MemberData(nameof(SpoiltEnvelopes))]
    public async Task ASpoiltEnvelope_IsRefused(string member, string json, string code, string says) =>
        await desk.Refused(400, code, says, "chen", HttpMethod.Post, Changes, With(member, json));

    [Theory]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("rollback_plan")]
    public async Task ATextThatIsTooLong_IsRefused(string member) => await desk.Refused(
        400, "invalid-fields", $"'{member}' must have 20000 characters at most", "chen", HttpMethod.Post, Changes,
        PlainRequest.With(member, $"\"{new string('x', 20_001)}\""));

    [Fact]
    public async Task AListThatIsTooLong_IsRefused() => await desk.Refused(
        400, "invalid-fields", "must hold 200 items at most", "chen", HttpMethod.Post, Changes,
        PlainRequest.With("affected_systems", $"[{string.Join(',', Enumerable.Repeat("\"billing\"", 201))}]"));

    [Fact]
    public async Task EveryErrorIsSaid_NotOnlyTheFirst()
    {
        var answer = await desk.Refused(
            400, "invalid-fields", "Correct these fields", "chen", HttpMethod.Post, Changes, """{"title":7,"priority":"urgent","titel":"x"}""");
        Assert.Equal(["priority", "titel", "title"], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("policy", "\"build-os\"", "'policy' is settled when a change is submitted")]
    [InlineData("requester", "\"ada\"", "'requester' is settled when a change is submitted")]
    [InlineData("authorizations", "[]", "Unknown field 'authorizations'")]
    [InlineData("titel", "\"x\"", "Unknown field 'titel'; did you mean 'title'?")]
    public async Task AnAmendmentOfWhatIsUnknownOrSettled_IsRefused(string member, string json, string says)
    {
        var seen = await desk.Send("chen", HttpMethod.Get, $"{Changes}/{{waiting}}", body: null);
        await desk.Refused(
            400, "invalid-fields", says, "chen", HttpMethod.Patch, $"{Changes}/{{waiting}}", $"{{\"{member}\":{json}}}", ("If-Match", seen.ETag!));
    }

    // A lone surrogate cannot pass through a JSON node, so these are put together as text.
    private static string With(string member, string json) => $"{PlainRequest.With(member, null)[..^1]},\"{member}\":{json}}}";
}
