using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Embedded only: what can no longer be run as its history says is set aside, and runs on once the code is right again.</summary>
public abstract class QuarantineConformance : RevivalConformance
{
    [Fact]
    public async Task CodeThatDiffersFromItsHistory_IsQuarantined_AndRunsOnAfterAFix()
    {
        var host = await Host<int, int>(async (context, input) =>
            await context.Call<int>("double", input) + await context.WaitFor<int>("go"));
        await host.Run("test-v1", 5);

        await host.Crash(Deployed(async (context, input) =>
        {
            await context.Sleep(context.Now.AddHours(1));
            return input;
        }));
        Assert.Equal(RaiseOutcome.Accepted, await host.Client.Raise("one", "go", 7, "e1", default));
        var quarantined = await host.Settled();
        Assert.Equal(WorkflowState.Quarantined, quarantined.State);
        Assert.Contains("call double", quarantined.ErrorMessage, StringComparison.Ordinal);

        await host.Crash();
        Assert.Equal(WorkflowState.Quarantined, (await host.Settled()).State);

        await host.Crash(Deployed(async (context, input) =>
            await context.Call<int>("double", input) + await context.WaitFor<int>("go")));
        var recovered = await host.Settled();
        Assert.Equal((WorkflowState.Completed, "17", null), (recovered.State, recovered.Output, recovered.ErrorMessage));
    }

    [Fact]
    public async Task CodeThatLacksAStepOfItsHistory_IsQuarantined()
    {
        var host = await Host<int, int>(async (context, input) =>
        {
            await context.Call<int>("double", input);
            return await context.WaitFor<int>("go");
        });
        await host.Run("test-v1", 5);
        await host.Crash(Deployed((context, _) => context.WaitFor<int>("go")));
        Assert.Equal(WorkflowState.Quarantined, (await host.Raise("go", 1)).State);
    }

    [Fact]
    public async Task Kind_ThatIsGone_IsQuarantined_AndRunsOnWhenItIsBack()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        await host.Run("test-v1", 5);
        await host.Crash(new WorkflowCatalog());
        Assert.Equal(WorkflowState.Quarantined, (await host.Raise("go", 1)).State);
        await host.Crash(Deployed((context, _) => context.WaitFor<int>("go")));
        Assert.Equal("1", (await host.Settled()).Output);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("configure")]
    [InlineData("race")]
    public async Task AwaitingWhatTheContextDidNotGive_IsCaught(string offence)
    {
        using var gate = new SemaphoreSlim(0);
        var host = await Host<string, int>(async (context, what) =>
        {
            switch (what)
            {
                case "delay":
                    await gate.WaitAsync();
                    break;
                case "run":
                    await Task.Run(() => gate.WaitAsync());
                    break;
                case "configure":
                    await context.WaitFor<int>("go").ConfigureAwait(false);
                    return await context.Call<int>("double", 1);
                default:
                    await Task.WhenAny(context.WaitFor<int>("go"), gate.WaitAsync());
                    break;
            }

            return await context.Call<int>("double", 1);
        });
        await host.Run("test-v1", offence);
        await host.Raise("go", 1);
        if (string.Equals(offence, "race", StringComparison.Ordinal))
        {
            Assert.Equal("2", (await host.Settled()).Output);
            return;
        }

        var instance = await host.Settled();
        Assert.Equal(WorkflowState.Quarantined, instance.State);
        Assert.Contains("its context did not give", instance.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_OfAQuarantinedOne_RunsTheCodeOfNow()
    {
        var host = await Host<int, string>(async (context, _) => await context.WaitFor<string>("go") + await Step(context, "a"));
        await host.Run("test-v1", 0);
        await host.Crash(new WorkflowCatalog());
        await host.Client.Raise("one", "go", "lost", null, default);
        Assert.Equal(WorkflowState.Quarantined, (await host.Settled()).State);
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "not in this release", default));
        await host.Crash(Catalog);
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        Assert.Equal("\"xa\"", (await host.Raise("go", "x")).Output);
    }

    private static WorkflowCatalog Deployed(Func<IWorkflowContext, int, Task<int>> workflow) => new WorkflowCatalog()
        .AddActivity<int, int>("double", (number, _) => Task.FromResult(number * 2))
        .AddWorkflow("test-v1", workflow);
}
