using System.Net.Http.Json;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.AzureServices.Tests.Products;

/// <summary>
/// The whole product on a register of which any one call fails, with nothing that repeats it: commands are refused or done, never half, and the sweeper
/// mends what is shown.
/// </summary>
public sealed class ProductFaultTests : IAsyncLifetime
{
    private FaultProxy proxy = null!;
    private RunningProduct product = null!;

    public static TheoryData<Fault> Faults => [new Fault.Busy(), new Fault.CutAfter()];

    public async Task InitializeAsync()
    {
        proxy = await FaultProxy.Before(await AzuriteServer.Shared());
        product = ProductOnTables.With(proxy.ConnectionString, options => options.Retry.MaxRetries = 0);
        await product.Invite("chen", "emil");
    }

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ARequest_WithAnyOneCallBroken_IsRefusedOrMade_AndMadeOnce(Fault fault)
    {
        var numbers = new List<string>();
        for (var at = 0; ; at++)
        {
            var key = $"request-{at}";
            var wasBroken = await Broken(at, fault, () => product.Post("chen", "", Requests.Priority("medium"), key, expected: 201));
            numbers.Add((await product.PostAgain("chen", "", Requests.Priority("medium"), key, expected: 201)).Number);
            if (!wasBroken)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => $"CHG-2026-{number:000}"), numbers);
        await product.IsWhole(numbers, "engineering-manager");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnApproval_WithAnyOneCallBroken_IsRefusedOrMade_AndMadeOnce(Fault fault)
    {
        var numbers = new List<string>();
        bool wasBroken;
        do
        {
            var number = (await product.Post("chen", "", Requests.Priority("medium"), $"request-{numbers.Count}", expected: 201)).Number;
            var approval = new { approved = true };
            var key = $"approval-{numbers.Count}";
            wasBroken = await Broken(numbers.Count, fault, () => product.Post("emil", $"/{number}/approve", approval, key, expected: 200));
            await product.PostAgain("emil", $"/{number}/approve", approval, key, expected: 200);
            numbers.Add(number);
            var actions = (await (await product.As("chen")).Get($"{Client.Changes}/{number}/history")).Json.GetProperty("history").EnumerateArray()
                .Select(entry => entry.GetProperty("action").GetString()).ToList();
            Assert.Single(actions, "approved");
        }
        while (wasBroken);

        await product.IsWhole(numbers, "change-manager");
    }

    /// <summary>Makes a call during which one request to the account is broken, and what it sets off.</summary>
    /// <returns>False if there were not so many.</returns>
    private async Task<bool> Broken(int at, Fault fault, Func<Task> call)
    {
        var left = at;
        var broke = false;
        proxy.Break(_ =>
        {
            var isIt = Interlocked.Decrement(ref left) == -1;
            broke |= isIt;
            return isIt ? fault : null;
        });
        await call();
        proxy.Heal();
        return broke;
    }
}
