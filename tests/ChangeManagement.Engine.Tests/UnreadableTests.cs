using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests;

/// <summary>What cannot be read of one workflow sets that one aside; the process and all others go on.</summary>
public sealed class UnreadableTests
{
    private readonly SemaphoreSlim began = new(0);
    private readonly WorkflowCatalog catalog;

    public UnreadableTests() => catalog = new WorkflowCatalog()
        .AddActivity<int, int>("slow", async (input, cancellation) =>
        {
            began.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return input;
        })
        .AddWorkflow<int, int>("test-v1", (context, _) => context.WaitFor<int>("go"))
        .AddWorkflow<int, int>("slow-v1", (context, input) => context.Call<int>("slow", input));

    [Theory]
    [InlineData("UPDATE history SET events='[{\"e\":\"turn\",' WHERE id=1", "")]
    [InlineData("UPDATE history SET events='null' WHERE id=1", "does not begin as one")]
    [InlineData("UPDATE history SET events='[{\"e\":\"dream\"}]' WHERE id=1", "'dream'")]
    [InlineData("UPDATE history SET events='[{\"e\":\"turn\",\"at\":\"noon\"}]' WHERE id=1", "")]
    [InlineData("DELETE FROM history WHERE id=1", "its history holds 0")]
    public async Task AnUnreadableHistory_QuarantinesItsWorkflow(string damage, string why)
    {
        await using var host = await EmbeddedHost.Start(catalog);
        await host.Run("test-v1", 1);
        await host.Run("test-v1", 2, "two");
        await Damage(host, damage);

        var instance = await host.Raise("go", 7);
        Assert.Equal((WorkflowState.Quarantined, "unreadable"), (instance.State, instance.ErrorType));
        Assert.Contains(why, instance.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("8", (await host.Raise("go", 8, "two")).Output);
        Assert.Null(host.Fatal);
    }

    [Fact]
    public async Task WhatArrivedAndCannotBeRead_QuarantinesItsWorkflow()
    {
        await using var host = await EmbeddedHost.Start(catalog);
        await host.Run("test-v1", 1);
        await host.Client.Suspend("one", "", default);
        await host.Raise("go", 7);
        await Damage(host, "UPDATE inbox SET payload='[]'");

        await host.Client.Resume("one", "", default);
        Assert.Equal((WorkflowState.Quarantined, "unreadable"), ((await host.Settled()).State, (await host.Settled()).ErrorType));
        Assert.Null(host.Fatal);
    }

    [Fact]
    public async Task ACallOfAnActivityThatCannotBeRead_QuarantinesItsWorkflow_AtTheStart()
    {
        await using var host = await EmbeddedHost.Start(catalog);
        await host.Client.Start("slow-v1", "one", 1, default);
        await began.WaitAsync();
        await Damage(host, "UPDATE history SET events='[' WHERE id=1");

        Assert.Equal((WorkflowState.Quarantined, "unreadable"), ((await host.Settled()).State, (await host.Settled()).ErrorType));
        Assert.Null(host.Fatal);
    }

    [Fact]
    public async Task AStateOfALaterRelease_IsSetAside_AndLeftAsItStands()
    {
        await using var host = await EmbeddedHost.Start(catalog);
        await host.Run("test-v1", 1);
        await Damage(host, "UPDATE instances SET status='dreaming' WHERE id=1");

        var instance = await host.Raise("go", 7);
        Assert.Equal((WorkflowState.Quarantined, "unreadable"), (instance.State, instance.ErrorType));
        Assert.Contains("'dreaming'", instance.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(host.Fatal);

        await Damage(host, "UPDATE instances SET status='running' WHERE id=1");
        Assert.Equal("7", (await host.Settled()).Output);
    }

    /// <summary>Changes what is stored while no process runs.</summary>
    private static async Task Damage(EmbeddedHost host, string sql)
    {
        host.Kill();
        using (var database = Database.OpenWriter(host.Path))
        {
            database.Execute(sql);
        }

        await host.Open();
    }
}
