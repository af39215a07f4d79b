using System.Net.Http.Json;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>An idempotency key is remembered for seven days; then it is new again, and the sweeper leaves nothing of it behind.</summary>
public sealed class ForgettingTests : IAsyncLifetime
{
    private static readonly TimeSpan Almost = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ARequest_IsReplayedForSevenDays_ThenItIsANewOne()
    {
        var first = await Submit("monthly");
        product.Time.Advance(Almost);
        await product.Sweep();
        Assert.Equal((201, first.Body), ((await Submit("monthly")).Status, (await Submit("monthly")).Body));

        product.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("CHG-2026-002", (await Submit("monthly")).Number);
    }

    [Fact]
    public async Task ACommand_IsReplayedForSevenDays_ThenItIsANewOne()
    {
        var number = (await Submit("any")).Number;
        var first = await Check(number);
        product.Time.Advance(Almost);
        await product.Sweep();
        Assert.Equal((200, first.ETag), ((await Check(number)).Status, (await Check(number)).ETag));

        product.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(first.ETag, (await Check(number)).ETag, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Keys_OfSevenDaysAgo_AreSweptAway_AndYoungerOnesAreNot()
    {
        var number = (await Submit("old")).Number;
        await Check(number);
        product.Time.Advance(Almost);
        await Submit("young");
        Assert.Equal(3, await Keys(number));
        await product.Sweep();
        Assert.Equal(3, await Keys(number));

        product.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await product.Sweep();
        Assert.Equal(1, await Keys(number));
        Assert.Equal(1, await Rows("numbers", "2026", "until-"));

        product.Time.Advance(TimeSpan.FromDays(7));
        await product.Sweep();
        Assert.Equal((0, 0), (await Keys(number), await Rows("numbers", "2026", "until-")));
        foreach (var bucket in Enumerable.Range(0, Intents.Buckets))
        {
            Assert.Equal(0, await Rows(Intents.Table, $"bucket-{bucket:00}", "until-"));
        }
    }

    [Fact]
    public async Task AKeyThatIsUsedAnew_BeforeItIsSwept_IsKeptForAnotherSevenDays()
    {
        await Submit("again");
        product.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        var second = await Submit("again");
        await product.Sweep();
        product.Time.Advance(Almost);
        await product.Sweep();
        Assert.Equal(second.Body, (await Submit("again")).Body);
    }

    [Fact]
    public async Task KeysOfTheLastDaysOfAYear_AreSweptInTheNext()
    {
        await using var december = new RunningProduct(new DateTimeOffset(2026, 12, 30, 15, 0, 0, TimeSpan.Zero));
        await Submit("late", december);
        Assert.Equal(1, await Rows(ChangeNumbers.Table, "2026", "key-", december));
        december.Time.Advance(TimeSpan.FromDays(30));
        await december.Sweep();
        Assert.Equal(0, await Rows(ChangeNumbers.Table, "2026", "key-", december));
    }

    [Fact]
    public async Task KeysOfAdministratorsCalls_AndOfPreviews_AreSweptToo()
    {
        await (await product.As("chen")).Send(
            HttpMethod.Post, $"{Client.Changes}/preview", JsonContent.Create(Requests.Priority("low")), ("Idempotency-Key", "p"));
        Assert.Equal(1, await Rows("calls", "harmless", "key-"));
        var token = new { name = "reader", person = "lena", scopes = new[] { "changes:read" } };
        await product.AsAdministrator().Send(HttpMethod.Post, "/api/v1/tokens", JsonContent.Create(token), ("Idempotency-Key", "t"));
        Assert.Equal(1, await Rows(SystemLog.Table, SystemLog.Stream, "key-"));
        product.Time.Advance(TimeSpan.FromDays(8));
        await product.Sweep();
        Assert.Equal((0, 0), (await Rows("calls", "harmless", "key-"), await Rows("calls", "harmless", "until-")));
        Assert.Equal((0, 0), (await Rows(SystemLog.Table, SystemLog.Stream, "key-"), await Rows(SystemLog.Table, SystemLog.Stream, "until-")));
    }

    [Fact]
    public async Task ManyKeys_AreSweptInOneGo()
    {
        var chen = await product.As("chen");
        await Task.WhenAll(Enumerable.Range(0, 120).Select(n => chen.Http.SendAsync(Request($"key {n}"))));
        Assert.Equal(120, await Rows(ChangeNumbers.Table, "2026", "key-"));
        product.Time.Advance(TimeSpan.FromDays(8));
        await product.Sweep();
        Assert.Equal(0, await Rows(ChangeNumbers.Table, "2026", "key-"));
    }

    private async Task<Answer> Submit(string key, RunningProduct? at = null) => await (await (at ?? product).As("chen")).Send(
        HttpMethod.Post, Client.Changes, JsonContent.Create(Requests.Priority("low")), ("Idempotency-Key", key));

    private static HttpRequestMessage Request(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Client.Changes) { Content = JsonContent.Create(Requests.Priority("low")) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<Answer> Check(string number) => await (await product.As("chen")).Send(
        HttpMethod.Post, $"{Client.Changes}/{number}/checklist", JsonContent.Create(new { items = new[] { new { name = "backup" } } }),
        ("Idempotency-Key", "k"));

    private async Task<int> Keys(string number) =>
        await Rows(ChangeNumbers.Table, "2026", "key-") + await Rows(ChangeStreams.Table, number, "key-");

    private async Task<int> Rows(string table, string partition, string prefix, RunningProduct? at = null) =>
        (await (at ?? product).Services.GetRequiredService<ITables>()
            .Query(table, partition, prefix, prefix + "~", 1000, CancellationToken.None)).Count;
}
