using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>What an administrator stopped stays stopped.</summary>
public sealed class StoppedWorkflowTests : SweeperScene
{
    [Fact]
    public async Task ASuspendedWorkflow_IsSkipped_UntilItIsResumed()
    {
        var walk = await Waiting();
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/suspend", new { reason = "Wait" });
        await ApproveUnheard(walk.Number);
        var seen = await SeenVersion(walk);
        product.Time.Advance(PastGrace);
        Assert.Equal(0, await product.Sweep());
        Assert.Equal(seen, await SeenVersion(walk));
        Assert.True((await walk.Workflow()).GetProperty("is_unattended").GetBoolean());

        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/resume", new { reason = "Go on" });
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.False((await walk.Workflow()).GetProperty("is_unattended").GetBoolean());
    }

    [Fact]
    public async Task ATerminatedWorkflow_ShowsItsChangeAsUnattended_AndIsNotTouched()
    {
        var walk = await Waiting();
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/terminate", new { reason = "Out of hand" });
        await ApproveUnheard(walk.Number);
        var before = await Version(walk);
        product.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await product.Sweep());

        Assert.Equal((before, "approved"), (await Version(walk), await walk.State()));
        var workflow = await walk.Workflow();
        Assert.Equal(("terminated", true), (workflow.GetProperty("state").GetString(), workflow.GetProperty("is_unattended").GetBoolean()));
        using var chen = new Browser(product);
        await chen.SignIn("chen");
        await chen.Open($"/changes/{walk.Number}");
        Assert.Contains("Unattended Its workflow is terminated: nobody is reminded", chen.Words, StringComparison.Ordinal);
    }
}
