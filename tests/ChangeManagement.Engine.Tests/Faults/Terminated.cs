using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>An admin terminates a family whose members all sleep: none of them wakes again.</summary>
internal sealed class Terminated : Family
{
    public override Task Prepare(EmbeddedHost host) => Begin(host);

    public override async Task Live(EmbeddedHost host)
    {
        var caller = new PatientCaller(host);
        await caller.Order(
            async () => await host.Client.Terminate("one", "enough", default) ? OperationOutcome.Done : OperationOutcome.NotInState,
            async () => (await Shown(host, "one")).State == WorkflowState.Terminated);
        await caller.Settle();
        foreach (var member in Members)
        {
            Assert.Equal((WorkflowState.Terminated, null, 1), await Shown(host, member));
        }

        CheckRows(host);
        await caller.Advance(TimeSpan.FromMinutes(4));
        await caller.Settle();
        Assert.Equal((1, 1, 1, 0), (Runs("a"), Runs("b"), Runs("c"), Runs("d")));
        Assert.Equal(WorkflowState.Terminated, (await Shown(host, "leaf")).State);
    }
}
