using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.AzureServices.Tests.Storms;

/// <summary>Hosts of one register give out numbers of one sequence. What a storm meets by chance happens here in every run.</summary>
public sealed class NumberRaceTests
{
    [Fact]
    public async Task AHostThatIsOvertaken_BetweenReadingTheCounterAndMovingIt_TakesTheNextNumber()
    {
        var (azurite, prefix) = (await AzuriteServer.Shared(), AzuriteServer.NewPrefix());
        await using var proxy = await FaultProxy.Before(azurite);
        await using var slow = FunctionsHost.Run(start: null, proxy.ConnectionString, prefix);
        await using var fast = FunctionsHost.Run(start: null, azurite.ConnectionString, prefix);
        var (here, there) = (await slow.As("chen"), await fast.As("chen"));
        Assert.Equal("CHG-2026-001", (await here.Submit(Requests.Priority("medium"))).Number);

        Answer? overtaking = null;
        proxy.Break(call =>
        {
            if (overtaking is null && call.Operation == "batch" && call.Table == $"{prefix}numbers")
            {
                // To the end of all that follows: nothing of it is left in the sequence but the counter.
                overtaking = Task.Run(() => there.Submit(Requests.Priority("medium"))).GetAwaiter().GetResult();
            }

            return null;
        });
        var overtaken = await here.Submit(Requests.Priority("medium"));
        Assert.Equal(("CHG-2026-002", "CHG-2026-003"), (overtaking?.Number, overtaken.Number));
        var audit = await slow.AsAdministrator().Get("/api/v1/audit/verify");
        Assert.True(audit.Json.GetProperty("is_whole").GetBoolean(), audit.Body);
        Assert.Equal(3, audit.Json.GetProperty("changes").GetInt32());
    }
}
