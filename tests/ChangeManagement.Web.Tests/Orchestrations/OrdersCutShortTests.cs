using System.Text.Json;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Orchestrations;

/// <summary>
/// An order of an administrator whose outcome was never logged is no secret: the audit names it, and the sweeper writes into the system log what
/// it found.
/// </summary>
public sealed class OrdersCutShortTests : IAsyncLifetime
{
    private const string All = "/api/v1/orchestrations";
    private readonly RunningProduct product;
    private InterruptedTables tables = null!;

    public OrdersCutShortTests() => product = new RunningProduct(tables: inner => tables = new InterruptedTables(inner));

    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("suspend", "workflow-suspended", "Running, generation 1", "Suspended, generation 1")]
    [InlineData("terminate", "workflow-terminated", "Running, generation 1", "Terminated, generation 1")]
    [InlineData("restart", "workflow-restarted", "Completed, generation 1", "Completed, generation 2")]
    [InlineData("purge", "workflow-purged", "Completed, generation 1", "no such instance")]
    [InlineData("raise", "workflow-event-raised", "Running, generation 1", "Running, generation 1")]
    public async Task AnOrderThatWasCutShort_IsNamedByTheAudit_WithWhatWasFound(string operation, string outcome, string before, string found)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        if (before.StartsWith("Completed", StringComparison.Ordinal))
        {
            await walk.Step("chen", "withdraw", new { reason = "Not needed" });
            await product.Settle();
        }

        DieBefore(outcome);
        Assert.Equal(503, (await Operate(walk, operation)).Status);
        await product.Settle();
        Assert.Empty(await Unknown());

        product.Time.Advance(Sweeper.Grace);
        var open = Assert.Single(await Unknown());
        Assert.Equal((outcome, $"{walk.Number}-r1", "Out of hand", before), Named(open));
        Assert.False(open.TryGetProperty("found", out _));
        Assert.Equal("ada", open.GetProperty("by").GetProperty("id").GetString());

        await product.Sweep();
        await product.Sweep();
        var settled = Assert.Single(await Unknown());
        Assert.Equal((outcome, $"{walk.Number}-r1", "Out of hand", before), Named(settled));
        Assert.Equal(found, settled.GetProperty("found").GetString());
        Assert.Equal(found, Assert.Single(await product.SystemFacts("workflow-operation-cut-short")).GetProperty("found").GetString());
    }

    [Fact]
    public async Task APurgeOfManyThatWasCutShort_IsNamed_WithHowManyStillFit()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        Assert.Equal(204, (await Operate(walk, "terminate")).Status);
        DieBefore("workflows-purged");
        Assert.Equal(503, (await product.AsAdministrator().Post($"{All}/purge", new { state = "terminated", reason = "Out of hand" })).Status);
        product.Time.Advance(Sweeper.Grace);
        await product.Sweep();
        var settled = Assert.Single(await Unknown());
        Assert.Equal(("workflows-purged", "*", "Out of hand", "1 that fit"), Named(settled));
        Assert.Equal("0 that fit", settled.GetProperty("found").GetString());
        Assert.Contains("terminated", Assert.Single(await Ordered("workflows-purged")).GetProperty("filter").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsFound_IsWhatIsThere_NotWhatWasDone()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        DieBefore("workflow-suspended");
        Assert.Equal(503, (await Operate(walk, "suspend")).Status);
        Assert.Equal(204, (await Operate(walk, "resume")).Status);
        product.Time.Advance(Sweeper.Grace);
        await product.Sweep();
        Assert.Equal("Running, generation 1", Assert.Single(await Unknown()).GetProperty("found").GetString());
    }

    [Fact]
    public async Task AnOrderWithAnOutcome_IsNotNamed_NorSettled()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        Assert.Equal(204, (await Operate(walk, "suspend")).Status);
        Assert.Equal(409, (await Operate(walk, "rewind")).Status);
        Assert.Equal(204, (await Operate(walk, "raise")).Status);
        Assert.Equal(204, (await Operate(walk, "terminate")).Status);
        Assert.Equal(204, (await Operate(walk, "purge")).Status);
        Assert.Equal(200, (await product.AsAdministrator().Post($"{All}/purge", new { state = "failed", reason = "Out of hand" })).Status);
        product.Time.Advance(Sweeper.Grace);
        await product.Sweep();
        Assert.Empty(await Unknown());
        Assert.Empty(await product.SystemFacts("workflow-operation-cut-short"));
        Assert.Equal(6, (await product.SystemFacts("workflow-operation-ordered")).Count);
    }

    private static (string?, string?, string?, string?) Named(JsonElement order) => (
        order.GetProperty("operation").GetString(), order.GetProperty("instance_id").GetString(), order.GetProperty("reason").GetString(),
        order.GetProperty("before").GetString());

    private async Task<IReadOnlyList<JsonElement>> Unknown()
    {
        var report = (await product.AsAdministrator().Get("/api/v1/audit/verify")).Json;
        Assert.True(report.GetProperty("is_whole").GetBoolean());
        return [.. report.GetProperty("unknown_outcomes").EnumerateArray()];
    }

    private async Task<IEnumerable<JsonElement>> Ordered(string operation) =>
        (await product.SystemFacts("workflow-operation-ordered")).Where(order => order.GetProperty("operation").GetString() == operation);

    private Task<Answer> Operate(Walk walk, string operation) =>
        product.AsAdministrator().Post(
            $"{All}/{walk.Number}-r1/{operation}",
            operation == "raise" ? new { reason = "Out of hand", @event = "doorbell" } : new { reason = "Out of hand" });

    /// <summary>The process dies before that fact is written.</summary>
    private void DieBefore(string fact) => tables.Before(
        (table, _, operations) => table == SystemLog.Table && operations.OfType<TableOperation.Insert>()
            .Any(insert => insert.Data.Contains($"\"kind\":{JsonSerializer.Serialize(fact)}", StringComparison.Ordinal)),
        () => throw new StoreUnavailableException("It is gone."));
}
