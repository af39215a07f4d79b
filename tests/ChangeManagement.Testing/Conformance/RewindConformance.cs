using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins take a failure back.</summary>
public abstract class RewindConformance : RevivalConformance
{
    [Fact]
    public async Task Rewind_OfAnActivity_RunsItAgain_AndNothingThatSucceeded()
    {
        var host = await Host<int, string>(async (context, _) => await Step(context, "a") + await Step(context, "b") + await Step(context, "c"));
        Break("b");
        Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 0)).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        var rewound = await host.Settled();
        Assert.Equal((WorkflowState.Completed, "\"abc\"", null, null), (rewound.State, rewound.Output, rewound.ErrorMessage, rewound.ErrorGroup));
        Assert.Equal(["a", "b", "b", "c"], Ran);
        Assert.Equal(host.Generation(2), rewound.Generation);
    }

    [Fact]
    public async Task Rewind_OfAFanOut_RunsOnlyWhatFailed()
    {
        var host = await Host<int, string>(async (context, _) =>
            string.Concat(await Task.WhenAll(Step(context, "a"), Step(context, "b"), Step(context, "c"), Step(context, "d"))) + await Step(context, "e"));
        Break("b", "d");
        Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 0)).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        await host.Crash();
        Assert.Equal("\"abcde\"", (await host.Settled()).Output);
        Assert.Equal((1, 1), (Runs("a"), Runs("c")));
        // The crash may have come in the middle of the second run.
        Assert.True(Runs("b") >= 2 && Runs("d") >= 2);
    }

    [Fact]
    public async Task Rewind_OfAChild_RewindsWhatFailedWithinIt()
    {
        Catalog.AddWorkflow<int, string>("leaf-v1", async (context, _) => await Step(context, "c") + await Step(context, "d"));
        Catalog.AddWorkflow<int, string>("child-v1", async (context, _) =>
            await Step(context, "b") + await context.CallChild<string>("leaf-v1", 0, "leaf"));
        var host = await Host<int, string>(async (context, _) => await Step(context, "a") + await context.CallChild<string>("child-v1", 0, "child"));
        Break("d");
        Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 0)).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        await host.Crash();
        Assert.Equal("\"abcd\"", (await host.Settled()).Output);
        Assert.Equal(["a", "b", "c", "d"], Ran.Distinct());
        Assert.Equal((1, 1, 1), (Runs("a"), Runs("b"), Runs("c")));
        Assert.Equal(WorkflowState.Completed, (await host.Settled("leaf")).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rewind_BringsBackAChildThatWasTerminatedOrPurged(bool isPurged)
    {
        Catalog.AddWorkflow<int, string>("child-v1", (context, _) => context.WaitFor<string>("go"));
        var host = await Host<int, string>((context, _) => context.CallChild<string>("child-v1", 0, "child"));
        await host.Run("test-v1", 0);
        await host.Client.Terminate("child", "a mistake", default);
        Assert.Equal(WorkflowState.Failed, (await host.Settled()).State);
        if (isPurged)
        {
            Assert.Equal(OperationOutcome.Done, await host.Client.Purge("child", default));
        }

        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        Assert.Equal(WorkflowState.Running, (await host.Settled("child")).State);
        await host.Raise("go", "there", "child");
        Assert.Equal("\"there\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Rewind_LeavesAFailureThatTheCodeDealtWith()
    {
        var host = await Host<int, string>(async (context, _) =>
        {
            var first = "";
            try
            {
                first = await Step(context, "a");
            }
            catch (WorkflowTaskException)
            {
                first = await Step(context, "instead");
            }

            return first + await Step(context, "b") + await Step(context, "c");
        });
        Break("a", "c");
        Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 0)).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        Assert.Equal("\"insteadbc\"", (await host.Settled()).Output);
        Assert.Equal(["a", "instead", "b", "c", "c"], Ran);
    }

    [Fact]
    public async Task Rewind_KeepsEventsAndTimers_AndTheIdsOfEvents()
    {
        var host = await Host<int, string>(async (context, _) =>
        {
            var at = context.Now.AddHours(1);
            var timer = context.Sleep(at);
            var text = await context.WaitFor<string>("go") + await Step(context, "b");
            await timer;
            return text + await context.WaitFor<string>("go") + (context.Now >= at);
        });
        Break("b");
        await host.Run("test-v1", 0);
        await host.Raise("go", "a", eventId: "first");
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(WorkflowState.Failed, (await host.Settled()).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        await host.Crash();
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Raise("go", "again", eventId: "first");
        Assert.Equal("\"abcTrue\"", (await host.Raise("go", "c", eventId: "second")).Output);
    }

    [Fact]
    public async Task Rewind_DeliversWhatWasAccepted_AndNotYetTakenWhenItFailed()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        Catalog.AddActivity<int, int>("slow", async (input, _) =>
        {
            began.TrySetResult();
            await mayEnd.Task;
            return IsBroken("slow") ? throw new InvalidOperationException("slow is broken") : input;
        });
        var host = await Host<int, string>(async (context, count) =>
        {
            await context.Call<int>("slow", count);
            var heard = "";
            while (heard.Length < count)
            {
                heard += await context.WaitFor<string>("go");
            }

            return heard;
        });
        Break("slow");
        await host.Client.Start("test-v1", "one", 8, default);
        await began.Task;
        Assert.True(await host.Client.Suspend("one", "a look", default));
        mayEnd.SetResult();
        await host.WhenIdle();
        foreach (var letter in "abcdefgh")
        {
            Assert.Equal(RaiseOutcome.Accepted, await host.Client.Raise("one", "go", $"{letter}", $"event {letter}", default));
        }

        await host.Client.Resume("one", "seen", default);
        Assert.Equal(WorkflowState.Failed, (await host.Settled()).State);
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        await host.Crash();
        Assert.Equal("\"abcdefgh\"", (await host.Settled()).Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rewind_OpensATimerAgain_ThatTheFailedTurnHadCancelled(bool crashes)
    {
        var isMended = false;
        var host = await Host<int, string>(async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.Sleep(context.Now.AddHours(1), cancel.Token);
            var text = await context.WaitFor<string>("go");
            if (!isMended)
            {
                cancel.CancelHere();
                throw new InvalidOperationException("a slip");
            }

            await timer;
            return text;
        });
        await host.Run("test-v1", 0);
        Assert.Equal(WorkflowState.Failed, (await host.Raise("go", "there")).State);
        isMended = true;
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        if (crashes)
        {
            await host.Crash();
        }

        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("\"there\"", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Rewind_AfterADeployment_RunsTheMendedCode()
    {
        static WorkflowCatalog Deployed(bool isMended) => new WorkflowCatalog().AddActivity<int, int>("double", (number, _) => Task.FromResult(2 * number))
            .AddWorkflow<int, int>("test-v1", async (context, input) =>
                await context.Call<int>("double", input) is var doubled && isMended ? doubled : throw new InvalidOperationException("a slip"));
        var host = await StartHost(Deployed(isMended: false));
        await using (host)
        {
            Assert.Equal(WorkflowState.Failed, (await host.Run("test-v1", 4)).State);
            await host.Crash(Deployed(isMended: true));
            Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
            Assert.Equal("8", (await host.Settled()).Output);
        }
    }

    [Fact]
    public async Task Rewind_ThatFailsAgain_CanBeRepeated()
    {
        var host = await Host<int, string>((context, _) => Step(context, "a"));
        Break("a");
        await host.Run("test-v1", 0);
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "try", default));
        Assert.Equal((WorkflowState.Failed, 2), ((await host.Settled()).State, Runs("a")));
        Mend();
        Assert.Equal(OperationOutcome.Done, await host.Client.Rewind("one", "mended", default));
        Assert.Equal(("\"a\"", host.Generation(3)), ((await host.Settled()).Output, (await host.Settled()).Generation));
    }
}
