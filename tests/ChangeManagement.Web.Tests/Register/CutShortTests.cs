using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Register;

/// <summary>R1: what administrators do, and what a type of change loses, is in the system log even if the process dies between the act and its fact.</summary>
public sealed class CutShortTests : IAsyncLifetime
{
    private readonly RunningProduct product;
    private InterruptedTables tables = null!;

    public CutShortTests() => product = new RunningProduct(tables: inner => tables = new InterruptedTables(inner));

    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("suspend", "workflow-suspended")]
    [InlineData("terminate", "workflow-terminated")]
    public async Task AnOperationOnAWorkflow_IsLoggedAsOrdered(string operation, string outcome)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        DieBefore(outcome);
        Assert.Equal(503, (await Operate(walk.Number, operation)).Status);

        var ordered = Assert.Single(await product.SystemFacts("workflow-operation-ordered"));
        Assert.Equal((outcome, $"{walk.Number}-r1"), (ordered.GetProperty("operation").GetString(), ordered.GetProperty("instance_id").GetString()));
        Assert.Empty(await product.SystemFacts(outcome));
    }

    [Fact]
    public async Task AnOperationThatDoesNotApply_IsLoggedAsVoid_AndOnAnUnknownWorkflowNotAtAll()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        Assert.Equal(409, (await Operate(walk.Number, "resume")).Status);
        Assert.Equal(404, (await Operate("CHG-2026-999", "resume")).Status);
        Assert.Single(await product.SystemFacts("workflow-operation-ordered"));
        Assert.Single(await product.SystemFacts("workflow-operation-void"));
    }

    [Fact]
    public async Task ATokenThatWasIssued_IsLoggedAsOrdered()
    {
        DieBefore("token-issued");
        Assert.Equal(503, (await product.AsAdministrator().Post("/api/v1/tokens", Token)).Status);
        var stored = (await product.AsAdministrator().Get("/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray()
            .Single(token => token.GetProperty("name").GetString() == "cut short");
        Assert.Equal(stored.GetProperty("id").GetString(), Assert.Single(await product.SystemFacts("token-issue-ordered")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task ATokenThatWasRevoked_IsLoggedAsOrdered()
    {
        var id = (await product.AsAdministrator().Post("/api/v1/tokens", Token)).Text("id");
        DieBefore("token-revoked");
        Assert.Equal(503, (await product.AsAdministrator().Send(HttpMethod.Delete, $"/api/v1/tokens/{id}", content: null)).Status);
        Assert.Equal(id, Assert.Single(await product.SystemFacts("token-revoke-ordered")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task APreApproval_IsLostTogetherWithItsFact()
    {
        var policy = product.Services.GetRequiredService<RulebookShelf>().Current.Policies["gateway-operations"];
        var preApprovals = product.Services.GetRequiredService<ChangeManagement.Register.PreApprovals>();
        var desk = product.Services.GetRequiredService<ChangeDesk>();
        var change = (await desk.Find(await Closed(), CancellationToken.None))!;
        await preApprovals.Count(Failed(change, "CHG-2026-901"), policy, CancellationToken.None);
        DieBefore("pre-approval-lost");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => preApprovals.Count(Failed(change, "CHG-2026-902"), policy, CancellationToken.None));
        Assert.Empty((await desk.StandingAt(product.Time.GetUtcNow(), CancellationToken.None)).LostBy(policy.Id));

        await preApprovals.Count(Failed(change, "CHG-2026-902"), policy, CancellationToken.None);
        Assert.Equal(["logging"], (await desk.StandingAt(product.Time.GetUtcNow(), CancellationToken.None)).LostBy(policy.Id));
        Assert.Equal("CHG-2026-902", Assert.Single(await product.SystemFacts("pre-approval-lost")).GetProperty("change").GetString());
    }

    private static object Token => new { name = "cut short", person = "chen", scopes = new[] { "changes:read" } };

    /// <summary>A change of a type that is pre-approved.</summary>
    private async Task<string> Closed() =>
        (await (await product.As("mika")).Submit(Requests.Gateway("logging"))).Number;

    private Change Failed(Change change, string number) =>
        change with { Number = number, State = new ChangeState.Closed(Outcome.Failed), EndedAt = product.Time.GetUtcNow() };

    private Task<Testing.Hosting.Answer> Operate(string number, string operation) =>
        product.AsAdministrator().Post($"/api/v1/orchestrations/{number}-r1/{operation}", new { reason = "Out of hand" });

    /// <summary>The process dies before that fact is written.</summary>
    private void DieBefore(string fact) => tables.Before(
        (table, _, operations) => table == SystemLog.Table && operations.OfType<TableOperation.Insert>()
            .Any(insert => insert.Data.Contains($"\"kind\":{JsonSerializer.Serialize(fact)}", StringComparison.Ordinal)),
        () => throw new StoreUnavailableException("It is gone."));
}
