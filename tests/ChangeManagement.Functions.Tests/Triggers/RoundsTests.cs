using ChangeManagement.Functions.Durable;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Functions.Tests.Triggers;

/// <summary>What recurs happens because a timer sets it off: in the app there is no loop that would do it otherwise.</summary>
public sealed class RoundsTests
{
    /// <summary>07:30 in Berlin, where Lena is.</summary>
    private static readonly DateTimeOffset Early = new(2026, 3, 3, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public void EachRound_ComesAsOftenAsTheServersDoes_AndNoTwoInTheSameSecond() => Assert.Equal(
        ["anchor 20 */5 * * * *", "digest 40 */5 * * * *", "sweep 0 * * * * *"],
        DeclaredFunctions.SetOffBy<TimerTriggerAttribute>()
            .Select(function => $"{function.Name} {((TimerTriggerAttribute)function.Trigger).Schedule}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task TheSweep_StartsTheWorkflow_OfAChangeThatTheInstanceLeftBehindWhenItDied()
    {
        await using var product = FunctionsHost.Run(start: null);
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        var (client, path) = (await product.As("chen"), $"{Client.Changes}/CHG-2026-001/workflow");
        await product.AsAdministrator().Post("/api/v1/orchestrations/CHG-2026-001-r1/terminate", new { reason = "So that it can be removed" });
        await product.Services.GetRequiredService<ChangeManagement.Workflows.IWorkflowClient>().Purge("CHG-2026-001-r1", CancellationToken.None);
        Assert.Equal("not_started", (await client.Get(path)).Text("state"));

        product.Time.Advance(Sweeper.LooksAtAllEvery);
        await product.Fire("sweep");
        Assert.Equal("running", (await client.Get(path)).Text("state"));
    }

    [Fact]
    public async Task TheAnchor_WritesDownHowFarEveryChangeHasCome()
    {
        await using var product = FunctionsHost.Run(start: null);
        var number = (await (await product.As("chen")).Submit(Requests.Priority("low"))).Number;
        await product.Fire("anchor");
        var lines = await product.Services.GetRequiredService<IAnchorFile>().ReadLines(0, CancellationToken.None).ToListAsync();
        Assert.Contains(lines, line => line.Contains($"\"stream\":\"{number}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDigest_IsSentToWhoeverHasItsMorning()
    {
        await using var product = FunctionsHost.Run(Early);
        await (await product.As("chen")).Submit(Requests.Priority("low"));
        await product.Fire("digest");
        await product.Pass(TimeSpan.FromMinutes(31));
        await product.Fire("digest");
        var letters = await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None);
        Assert.Single(letters, letter => letter.Message.Kind is MessageKind.Digest && letter.Message.To.Id == "lena");
    }

    [Theory]
    [InlineData("sweep")]
    [InlineData("anchor")]
    [InlineData("digest")]
    public async Task ARound_WhereNothingElseEverRan_BringsTheTaskHubAlong(string round)
    {
        await using var product = FunctionsHost.Run(start: null);
        var hub = product.Services.GetRequiredService<TaskHub>();
        Assert.Throws<InvalidOperationException>(() => hub.Client);
        await product.Fire(round);
        Assert.NotNull(hub.Client);
    }
}
