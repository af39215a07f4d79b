using System.Net.Http.Json;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>
/// Lists are brought up to a change in several writes. Whoever reads or writes them between two of these finds them usable, and whoever is
/// overtaken leaves them as the faster one meant them.
/// </summary>
public sealed class ListRaceTests : IAsyncLifetime
{
    private readonly RunningProduct product;
    private InterruptedTables tables = null!;

    public ListRaceTests() => product = new RunningProduct(tables: inner => tables = new InterruptedTables(inner));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task AnImplementation_WhileAnotherChangeJoinsTheCompletedOnes_IsAnswered()
    {
        var completing = await Implementing();
        var other = await Ready();
        HttpResponseMessage? answer = null;
        tables.Before(
            (table, partition, operations) => table == "index" && partition == "all" && WritesACompletion(operations[0]),
            async () => answer = await Post("chen", other.Number, "implement", new { }));

        await completing.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");

        Assert.True(tables.HasInterrupted);
        Assert.True(answer!.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal("implementing", await other.State());
    }

    [Fact]
    public async Task AChangeThatIsHeldAndResumedAtOnce_StaysInTheListOfThoseThatWait()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        HttpResponseMessage? answer = null;
        // The hold is about to take it off the list, and the resumption, which leaves it there, is faster.
        tables.Before(
            (table, partition, operations) => (table, partition) == ("index", "state-awaiting-approval") && operations[0] is TableOperation.Delete,
            async () =>
            {
                answer = await Post("chen", walk.Number, "resume", new { });
                await ShowNow(walk.Number);
            });

        await walk.Step("chen", "hold", new { reason = "Where is the key?" });

        Assert.True(tables.HasInterrupted);
        Assert.True(answer!.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal("awaiting-approval", await walk.State());
        Assert.Equal([walk.Number], await Listed("awaiting-approval"));
        Assert.Empty(await Listed("on-hold"));
    }

    private async Task<Walk> Ready()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        return walk;
    }

    private async Task<Walk> Implementing()
    {
        var walk = await Ready();
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        return walk;
    }

    private static bool WritesACompletion(TableOperation operation) =>
        operation is TableOperation.Replace replace && Json.Read<ChangeSummary>(replace.Data).CompletedAt is not null;

    /// <summary>Without waiting for what it causes: it is called from within that.</summary>
    private async Task<HttpResponseMessage> Post(string person, string number, string command, object body) =>
        await (await product.As(person)).Http.PostAsJsonAsync($"{Client.Changes}/{number}/{command}", body);

    private async Task ShowNow(string number)
    {
        var loaded = await product.Services.GetRequiredService<ChangeStreams>().Load(number, CancellationToken.None);
        await product.Services.GetRequiredService<ChangeIndex>().Show(loaded!.Change, isMending: false, CancellationToken.None);
    }

    private async Task<string[]> Listed(string state)
    {
        var answer = await (await product.As("chen")).Get($"{Client.Changes}?state={state}");
        return [.. answer.Json.GetProperty("change_requests").EnumerateArray().Select(change => change.GetProperty("number").GetString()!)];
    }
}
