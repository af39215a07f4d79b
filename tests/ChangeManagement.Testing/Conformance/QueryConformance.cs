using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins find instances and read what they did.</summary>
public abstract class QueryConformance : WorkflowConformance
{
    [Fact]
    public async Task Query_ByWhatIsWaitedFor_FindsThoseThatStillWait()
    {
        Catalog.AddWorkflow<int, int>("silent-v1", (context, _) => context.WaitFor<int>("go"));
        var host = await Host<string[], int>(async (context, phases) =>
        {
            context.SetStatus(new { phases });
            return await context.WaitFor<int>("go");
        });
        await host.Run("test-v1", new[] { "approval", "duties" }, "both");
        await host.Run("test-v1", new[] { "approval" }, "ended");
        await host.Run("test-v1", new[] { "duties" }, "other");
        await host.Run("silent-v1", 0, "silent");
        await host.Raise("go", 1, "ended");
        Assert.Equal(["both"], await Ids(host, new WorkflowQuery { WaitingFor = "approval" }));
        Assert.Equal(["both", "other"], await Ids(host, new WorkflowQuery { WaitingFor = "duties" }));
        Assert.Empty(await Ids(host, new WorkflowQuery { WaitingFor = "appro" }));
    }

    [Fact]
    public async Task Failures_ThatDifferInNumbersOnly_AreOneGroup_AndAreFoundByIt()
    {
        var host = await Host<string, int>((_, message) => throw new InvalidOperationException(message));
        await host.Run("test-v1", "No answer from host 17", "a");
        await host.Advance(TimeSpan.FromMinutes(1));
        await host.Run("test-v1", "No answer from host 42", "b");
        await host.Run("test-v1", "Something else", "c");
        var groups = await host.Client.ErrorGroups(default);
        Assert.Equal([2, 1], groups.Select(group => group.Count));
        Assert.Equal(("No answer from host 42", host.Time.UtcNow), (groups[0].ErrorMessage, groups[0].Latest));
        Assert.Equal(["a", "b"], await Ids(host, new WorkflowQuery { ErrorGroup = groups[0].Group }));
        Assert.Equal(["c"], await Ids(host, new WorkflowQuery { ErrorGroup = groups[1].Group }));
        Assert.Equal(groups[1].Group, (await host.Settled("c")).ErrorGroup);
    }

    [Fact]
    public async Task Query_ByAge_CountsFromTheStart_OrFromTheLastMove()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        await host.Run("test-v1", 0, "moved");
        await host.Run("test-v1", 0, "still");
        await host.Advance(TimeSpan.FromHours(1));
        await host.Raise("go", 1, "moved");
        await host.Run("test-v1", 0, "young");
        var cut = host.Time.UtcNow;
        Assert.Equal(["moved", "still"], await Ids(host, new WorkflowQuery { CreatedBefore = cut }));
        Assert.Equal(["still"], await Ids(host, new WorkflowQuery(UpdatedBefore: cut)));
        Assert.Equal(["moved"], await Ids(host, new WorkflowQuery(WorkflowState.Completed) { CreatedBefore = cut }));
    }

    private static async Task<IEnumerable<string>> Ids(WorkflowHost host, WorkflowQuery query) =>
        (await host.Client.Query(query, default)).Instances.Select(instance => instance.InstanceId).Order(StringComparer.Ordinal);
}
