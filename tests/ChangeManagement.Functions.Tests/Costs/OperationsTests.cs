using System.Text.Json;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;
using Xunit.Abstractions;

namespace ChangeManagement.Functions.Tests.Costs;

/// <summary>
/// What a change of each kind asks of the storage account of the register, from request to closure with every message, counted at the account's
/// door and printed. Not counted are the development mailbox (in Azure mail goes to SendGrid) and what the test itself looks at.
/// </summary>
public sealed class OperationsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private FaultProxy door = null!;
    private RunningProduct product = null!;

    public async Task InitializeAsync()
    {
        var azurite = await AzuriteServer.Shared();
        door = await FaultProxy.Before(azurite);
        product = FunctionsHost.Run(start: null, door.ConnectionString);
        // Afterwards the tables are there, people have their tokens, and what is read once is read.
        await Whole(Requests.Priority("medium"), "chen");
    }

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        await door.DisposeAsync();
    }

    /// <summary>The figure from which the costs are computed, <c>infra/costs/operations.json</c>, is the one that is counted.</summary>
    [Fact]
    public async Task ANormalChange_TakesAsManyOperationsAsTheCostsSay()
    {
        var operations = await Count("normal, two approvals", () => Whole(Requests.Priority("medium"), "chen"));
        AssertAsTheCostsSay(await Said("change", "registerOperations"), operations);
    }

    [Fact]
    public async Task ASweepThatFindsNothing_TakesAsManyOperationsAsTheCostsSay()
    {
        await product.Sweep();
        door.ForgetCalls();
        await product.Sweep();
        Print("a sweep", door.Calls);
        AssertAsTheCostsSay(await Said("rounds", "operationsPerSweep"), door.Calls.Count);
    }

    [Fact]
    public Task AStandardChange_TakesFewer() => AssertFewerThanANormalOne("standard, self-service", Requests.Gateway("agent-config"), "chen");

    [Fact]
    public async Task AMajorChange_IsCounted() =>
        Assert.InRange(await Count("major, 004", () => Whole(Requests.BuildOs("new-feature"), "mika")), 100, 400);

    [Fact]
    public async Task AnEmergency_IsCounted() =>
        Assert.InRange(await Count("emergency, 001", () => Whole(Requests.PriorityEmergency(), "chen")), 100, 400);

    /// <summary>What a command decides is one transaction in the partition of its change, whatever it sets off elsewhere.</summary>
    [Fact]
    public async Task ACommand_IsOneTransactionOnItsChange()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        door.ForgetCalls();
        await walk.Step("lena", "approve", new { approved = true });
        var write = Assert.Single(door.Calls, call => call.IsWrite && call.Table.EndsWith("changes", StringComparison.Ordinal));
        Assert.Equal(("batch", walk.Number), (write.Operation, write.Partition));
    }

    private static async Task<int> Said(string about, string figure) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.json"))).RootElement
            .GetProperty(about).GetProperty(figure).GetInt32();

    private static void AssertAsTheCostsSay(int said, int counted) => Assert.InRange(counted, said * 0.95, said * 1.05);

    private async Task AssertFewerThanANormalOne(string what, IReadOnlyDictionary<string, object?> request, string requester)
    {
        var normal = await Count("normal, one approval", () => Whole(Requests.Priority("low"), "chen"));
        Assert.InRange(await Count(what, () => Whole(request, requester)), 50, normal);
    }

    /// <summary>Walks a change to its closure; who implements is who asked, or the owner where the policy wants it so.</summary>
    private async Task Whole(IReadOnlyDictionary<string, object?> request, string requester)
    {
        var walk = await Walk.Begin(product, requester, request);
        if (await walk.State() is not "approved")
        {
            await walk.AnswerEverythingOpen(before: "approve");
        }

        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(requester, "implement");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(requester, "complete", new { notes = "As planned" });
        await walk.AnswerEverythingOpen(before: "close");
        await walk.ApproveOpenStages();
        await walk.AssertClosed();
    }

    private async Task<int> Count(string what, Func<Task> work)
    {
        door.ForgetCalls();
        var looked = product.Looks;
        await work();
        looked = product.Looks - looked;
        var calls = door.Calls.Where(call => !call.Table.EndsWith("mailbox", StringComparison.Ordinal)).ToList();

        door.ForgetCalls();
        await (await product.As("chen")).Show("CHG-2026-001");
        var ofALook = door.Calls.Count;
        var operations = calls.Count - (looked * ofALook);
        output.WriteLine($"{what}: {operations} operations on tables, {calls.Count(call => call.IsWrite)} of them transactions; {looked} looks of {ofALook} not counted");
        Print(what, calls);
        return operations;
    }

    private void Print(string what, IReadOnlyCollection<StorageCall> calls)
    {
        output.WriteLine($"{what}: {calls.Count}");
        foreach (var group in calls.GroupBy(call => $"{call.Operation,-8} {call.Table[(call.Table.IndexOf('x', StringComparison.Ordinal) + 1)..]}").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{group.Count(),6} {group.Key}");
        }
    }
}
