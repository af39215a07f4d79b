using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>001 from request to closure, over HTTP.</summary>
public sealed class PriorityApprovalWalks : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ANormalChange_OfMediumPriority_GoesFromRequestToClosure()
    {
        var chen = await product.As("chen");
        var created = await chen.Submit(new
        {
            title = "Raise the connection limit",
            description = "From 100 to 200",
            change_type = "configuration",
            priority = "medium",
            affected_systems = new[] { "authentication-service" },
            risk_level = "low",
            rollback_plan = "Set it back to 100",
            implementation_plan = "Set it, restart",
        });
        Assert.Equal("pending_approval", created.Text("status"));
        var number = created.Number;

        var first = await (await product.As("emil")).Do(number, "approve", new { approved = true, comments = "fine" });
        Assert.Equal("pending_approval", first.Text("status"));
        var last = await (await product.As("lena")).Do(number, "approve", new { approved = true });
        Assert.Equal("approved", last.Text("status"));
        await chen.Do(number, "checklist", new { items = new[] { new { name = "backup" } } });
        var begun = await chen.Do(number, "implement");
        Assert.Equal("implementing", begun.Text("status"));
        await chen.Do(number, "checklist", new { items = new[] { new { name = "monitor-health" } } });
        var done = await chen.Do(number, "complete", new { status = "completed", post_implementation_review = "As planned" });
        Assert.Equal("completed", done.Text("status"));
        var closed = await chen.Do(number, "close", new
        {
            statements = new Dictionary<string, string>
            {
                ["change-success"] = "yes", ["monitor-issues"] = "none", ["document-implementation"] = "wiki", ["update-documentation"] = "wiki",
            },
        });
        Assert.Equal("closed", closed.Text("state"));
        var workflow = await chen.Get($"{Client.Changes}/{number}/workflow");
        Assert.Equal("completed", workflow.Text("state"));
    }
}
