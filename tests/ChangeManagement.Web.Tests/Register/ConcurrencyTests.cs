using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.BadInput;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>Many at once: numbers without gaps, and one winner for what only one can do.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task FiftyRequestsAtOnce_AmongRefusedOnes_LeaveNoGap()
    {
        var chen = await product.As("chen");
        var good = Enumerable.Range(0, 50).Select(_ => chen.Submit(PlainRequest.Good));
        var bad = Enumerable.Range(0, 25).Select(_ => chen.Submit(new { title = "incomplete" }));
        var answers = await Task.WhenAll(good.Concat(bad));
        Assert.Equal(25, answers.Count(answer => answer.Status == 400));
        Assert.Equal(
            Enumerable.Range(1, 50).Select(n => $"CHG-2026-{n:000}"),
            answers.Where(answer => answer.Status == 201).Select(answer => answer.Number).Order(StringComparer.Ordinal));
        await AssertWhole(changes: 50);
    }

    [Fact]
    public async Task TheSameRequestManyTimesAtOnce_IsOneChange()
    {
        var chen = await product.As("chen");
        var body = PlainRequest.With("title", "\"x\"");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => chen.Send(
            HttpMethod.Post, Client.Changes, new StringContent(body), ("Idempotency-Key", "same"))));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 503 }));
        Assert.Equal(["CHG-2026-001"], answers.Where(answer => answer.Status == 201).Select(answer => answer.Number).Distinct(StringComparer.Ordinal));
        await AssertWhole(changes: 1);
    }

    [Fact]
    public async Task TwentyCommandsAtOnce_OnTheSameVersion_HaveOneWinner()
    {
        var chen = await product.As("chen");
        var number = (await chen.Submit(PlainRequest.Good)).Number;
        var etag = (await chen.Show(number)).ETag!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => chen.Send(
            HttpMethod.Patch, $"{Client.Changes}/{number}", new StringContent($$"""{"impact_scope":"scope {{n}}"}"""), ("If-Match", etag))));
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(19, answers.Count(answer => answer.Status == 412));
        await AssertWhole(changes: 1);
    }

    [Fact]
    public async Task TwentyCommandsAtOnce_WithoutAVersion_AreAllDone_OneAfterTheOther()
    {
        var chen = await product.As("chen");
        var number = (await chen.Submit(PlainRequest.Good)).Number;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => chen.Do(
            number, "checklist", new { items = new[] { new { name = "backup", note = $"copy {n}" } } })));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var history = await product.Services.GetRequiredService<ChangeStreams>().History(number, 1, CancellationToken.None);
        Assert.Equal(20, history.Count(stored => stored.Kind == "requirement-answered"));
        Assert.Equal(Enumerable.Range(1, history.Count).Select(n => (long)n), history.Select(stored => stored.Seq));
        await AssertWhole(changes: 1);
    }

    [Fact]
    public async Task TenDecisionsOnOneSeatAtOnce_FillItOnce()
    {
        var number = (await (await product.As("chen")).Submit(PlainRequest.Good)).Number;
        var emil = await product.As("emil");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => emil.Do(number, "approve", new { approved = true })));
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(9, answers.Count(answer => answer.Status == 409 && answer.Text("code") == "already-answered"));
    }

    private async Task AssertWhole(long changes)
    {
        var audit = await product.AsAdministrator().Get("/api/v1/audit/verify");
        Assert.True(audit.Json.GetProperty("is_whole").GetBoolean(), audit.Body);
        Assert.Equal(changes, audit.Json.GetProperty("changes").GetInt64());
    }
}
