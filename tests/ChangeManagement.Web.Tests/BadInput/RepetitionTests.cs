using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.BadInput;

/// <summary>A call that is sent again does nothing again; another call under the same key is refused.</summary>
[Collection(nameof(FrontDesk))]
public sealed class RepetitionTests(FrontDesk desk)
{
    private const string Changes = Client.Changes;

    [Fact]
    public async Task ARequestSentTwice_IsOneChange_AndAnotherUnderItsKeyIsRefused()
    {
        var first = await Submit("once", "Once");
        var again = await Submit("once", "Once");
        Assert.Equal((201, first.Body), (again.Status, again.Body));
        await desk.Refused(
            422, "idempotency-key-reused", "use a new key for a new call", "chen", HttpMethod.Post, Changes,
            PlainRequest.With("title", "\"Twice\""), ("Idempotency-Key", "once"));
    }

    [Fact]
    public async Task AKey_BelongsToItsCallerAlone()
    {
        var chens = await Submit("shared", "Chen's");
        var bens = await desk.Send("ben", HttpMethod.Post, Changes, PlainRequest.With("title", "\"Ben's\""), ("Idempotency-Key", "shared"));
        Assert.Equal(201, bens.Status);
        Assert.NotEqual(chens.Number, bens.Number, StringComparer.Ordinal);
    }

    [Fact]
    public async Task ACommandSentTwice_IsDoneOnce_AndAnotherUnderItsKeyIsRefused()
    {
        var number = (await Submit("command", "Command")).Number;
        var path = $"{Changes}/{number}/approve";
        var first = await desk.Send("emil", HttpMethod.Post, path, "{\"approved\":true}", ("Idempotency-Key", "k"));
        var again = await desk.Send("emil", HttpMethod.Post, path, "{\"approved\":true}", ("Idempotency-Key", "k"));
        Assert.Equal((200, first.Body, first.ETag), (again.Status, again.Body, again.ETag));
        await desk.Refused(
            422, "idempotency-key-reused", "use a new key for a new call", "emil", HttpMethod.Post, path,
            "{\"approved\":false,\"comments\":\"no\"}", ("Idempotency-Key", "k"));
    }

    private Task<Answer> Submit(string key, string title) =>
        desk.Send("chen", HttpMethod.Post, Changes, PlainRequest.With("title", $"\"{title}\""), ("Idempotency-Key", key));
}
