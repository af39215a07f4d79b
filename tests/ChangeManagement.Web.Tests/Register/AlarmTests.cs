using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Safety;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Register;

/// <summary>Whoever runs the product reads in the log which changes need them, and nothing that is only for the people of a change.</summary>
public sealed class AlarmTests : IAsyncLifetime
{
    private readonly CapturedLog log = new();
    private readonly RunningProduct product;

    public AlarmTests() => product = new RunningProduct(configure: services => services.AddSingleton<ILoggerProvider>(log));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await product.DisposeAsync();

    [Fact]
    public async Task WorkThatFailed_IsInTheLog_WithoutItsReason()
    {
        var walk = await Implemented();
        Assert.DoesNotContain("went wrong", log.Text, StringComparison.Ordinal);
        await walk.Step("chen", "complete", new { status = "failed", reason = "It does not start" });
        Assert.Contains($"Warning ChangeManagement.Register.Alarms: {walk.Number} went wrong: implementation-failed.", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("It does not start", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsOverdue_IsInTheLog_OnceForEachEscalation()
    {
        var walk = await Implemented();
        await walk.Step("chen", "complete", new { notes = "Patched" });
        await product.Pass(TimeSpan.FromMinutes(59));
        Assert.DoesNotContain("is late", log.Text, StringComparison.Ordinal);
        await product.Pass(TimeSpan.FromDays(8));
        var escalations = (await walk.Actions()).Count(action => action == "escalated");
        Assert.True(escalations > 0, "Nothing was escalated.");
        Assert.Equal(escalations, log.Text.Split($"{walk.Number} is late: ").Length - 1);
    }

    private async Task<Walk> Implemented()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await walk.Step("chen", "implement");
        return walk;
    }
}
