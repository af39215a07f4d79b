using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>
/// From when, and in what sense, work that failed or was rolled back still owes; what each class owes stands in
/// <see cref="Documents.Courses"/>.
/// </summary>
public sealed class OwedWithoutSuccess : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Start);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCountsFromTheEndOfTheWork_CountsFromItsFailureOrRollback(bool rollsBack)
    {
        var walk = await Implementing("build-os");
        await product.Pass(TimeSpan.FromHours(1));
        if (rollsBack)
        {
            await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "It does not start" });
            await walk.Step("chen", "rollback/complete");
        }
        else
        {
            await walk.Step("chen", "complete", new { status = "failed", reason = "It does not start" });
        }

        var due = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .Where(requirement => requirement.GetProperty("name").GetString() is "root-cause" or "preventative-action" or "post-implementation-review")
            .Select(requirement => requirement.GetProperty("due").GetDateTimeOffset());
        Assert.Equal([Start.AddHours(49), Start.AddHours(49), Start.AddHours(49)], due);
    }

    [Fact]
    public async Task ATestOfAChangeThatFailed_IsOwed_ButNotItsSuccess()
    {
        var walk = await Implementing("gateway-operations");
        await walk.Step("goran", "tests", new { items = new[] { new { name = "integration", result = "failed", note = "No message arrives" } } });
        Assert.Contains("test:integration", await walk.StillOpen("close"));
        await walk.Step("goran", "complete", new { status = "failed", reason = "No message arrives" });
        Assert.DoesNotContain("test:integration", await walk.StillOpen("close"));
    }

    private async Task<Walk> Implementing(string policy)
    {
        var walk = policy == "gateway-operations"
            ? await Walk.Begin(product, "chen", Requests.GatewayEmergency("incident-response"), "Requested")
            : await Walk.Begin(product, "chen", Requests.BuildOsEmergency(), "approved");
        await walk.ApproveOpenStages();
        await walk.Step(policy == "gateway-operations" ? "goran" : "chen", "implement");
        return walk;
    }
}
