using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>A workflow that lags behind its change is woken within a minute or two (W3).</summary>
public sealed class LaggingWorkflowTests : SweeperScene
{
    [Fact]
    public async Task AWorkflowThatWasNotRung_IsRungAgain_AndTellsWhatItMissed()
    {
        var walk = await Waiting();
        await ApproveUnheard(walk.Number);
        Assert.True(await SeenVersion(walk) < await Version(walk));

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(PastGrace);
        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.Equal(0, await product.Sweep());
    }

    [Fact]
    public async Task AWorkflowThatWasNeverStarted_IsStarted()
    {
        var number = await SubmitUnheard();
        Assert.Equal("not_started", await WorkflowState(number));

        Assert.Equal(0, await product.Sweep());
        product.Time.Advance(Sweeper.LooksAtAllEvery);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal("running", await WorkflowState(number));
        Assert.Equal(0, await product.Sweep());
    }

    [Fact]
    public async Task ADeadlineThatPassedUnnoticed_RingsTheWorkflow_ThatThenRecordsIt()
    {
        var walk = await Waiting();
        var sweeper = await BehindItsDeadline(walk);
        Assert.Equal(0, await sweeper.Sweep(product.Time.GetUtcNow(), CancellationToken.None));
        product.Time.Advance(Sweeper.Grace);
        Assert.Equal(1, await sweeper.Sweep(product.Time.GetUtcNow(), CancellationToken.None));

        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/resume", new { reason = "Go on" });
        Assert.Contains("reminded", await Kinds(walk.Number));
    }

    /// <summary>What rings in vain would otherwise fill the history of a workflow whose work fails for days.</summary>
    [Fact]
    public async Task AWorkflowThatStaysBehind_IsRungEverMoreRarely_AtLeastEveryHour_AndAtOnceWhenItsChangeGoesOn()
    {
        var walk = await Waiting();
        var sweeper = await BehindItsDeadline(walk);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 120], await Rung(sweeper, minutes: 125));

        await ApproveUnheard(walk.Number);
        Assert.Equal(1, await sweeper.Sweep(product.Time.GetUtcNow() + Sweeper.LooksAtAllEvery, CancellationToken.None));
    }

    /// <summary>Rounds move from host to host; a workflow hears a ring of the same occasion once.</summary>
    [Fact]
    public async Task AWorkflowThatStaysBehind_IsRungByOtherHosts_ForTheSameOccasion()
    {
        var walk = await Waiting();
        await BehindItsDeadline(walk);
        var ways = new UnreliableWorkflows(Client) { ShowsAsRunning = true };
        product.Time.Advance(TimeSpan.FromMinutes(3));
        for (var host = 0; host < 5; host++)
        {
            product.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await Through(ways).Sweep(product.Time.GetUtcNow(), CancellationToken.None));
        }

        Assert.Equal((5, 2), (ways.Raised.Count, ways.Raised.Distinct().Count()));
    }

    [Fact]
    public async Task ALostDoorbell_CostsMinutes_NeverTheChange()
    {
        var walk = await Waiting();
        await ApproveUnheard(walk.Number);
        product.Time.Advance(TimeSpan.FromMinutes(2));
        await product.Sweep();

        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { }, "implementing");
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
    }
}
