using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Embedded only: admins read what an instance did, turn by turn.</summary>
public abstract class HistoryConformance : WorkflowConformance
{
    [Fact]
    public async Task History_IsReadByPage()
    {
        var host = await Host<int, int>(async (context, _) => await context.WaitFor<int>("go") + await context.WaitFor<int>("go"));
        await host.Run("test-v1", 0);
        await host.Raise("go", 1);
        await host.Raise("go", 2);
        Assert.Equal([1, 2], (await host.Client.ReadHistory("one", 0, 2, default)).Select(turn => turn.Turn));
        var last = Assert.Single(await host.Client.ReadHistory("one", 2, 2, default));
        Assert.Contains("\"go\"", last.Events, StringComparison.Ordinal);
        Assert.Empty(await host.Client.ReadHistory("one", 3, 2, default));
        Assert.Empty(await host.Client.ReadHistory("nobody", 0, 2, default));
    }
}
