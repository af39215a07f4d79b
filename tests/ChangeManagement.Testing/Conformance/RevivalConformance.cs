using ChangeManagement.Workflows;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>Admins rewind what failed and restart what ended.</summary>
public abstract class RevivalConformance : WorkflowConformance
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly List<string> runs = [];

    /// <summary>Adds the step that can be broken.</summary>
    protected RevivalConformance() => Catalog.AddActivity<string, string>("step", (name, _) =>
    {
        lock (runs)
        {
            runs.Add(name);
            return broken.Contains(name) ? throw new InvalidOperationException($"{name} is broken") : Task.FromResult(name);
        }
    });

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
        Assert.Equal(["a", "b", "b", "c"], runs);
        Assert.Equal(2, rewound.Generation);
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
        Assert.Equal(["a", "b", "c", "d"], runs.Distinct());
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
        Assert.Equal(["a", "instead", "b", "c", "c"], runs);
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
#pragma warning disable MA0042, CA1849 // CancelAsync leaves the workflow's thread.
                cancel.Cancel();
#pragma warning restore MA0042, CA1849
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
        Assert.Equal(("\"a\"", 3), ((await host.Settled()).Output, (await host.Settled()).Generation));
    }

    [Fact]
    public async Task Restart_RunsFromTheFirstLine_WithTheSameIdAndInput_AsTheNextGeneration()
    {
        var host = await Host<string, string>(async (context, input) => input + await Step(context, "a") + await context.WaitFor<string>("go"));
        await host.Run("test-v1", "x");
        await host.Raise("go", "1", eventId: "first");
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        await host.Crash();
        var restarted = await host.Settled();
        Assert.Equal((WorkflowState.Running, "\"x\"", null, 2), (restarted.State, restarted.Input, restarted.Output, restarted.Generation));
        // The crash may have come in the middle of the second run.
        Assert.InRange(Runs("a"), 2, 3);
        Assert.Equal("\"xa2\"", (await host.Raise("go", "2", eventId: "first")).Output);
        Assert.Equal(StartOutcome.AlreadyStarted, await host.Client.Start("test-v1", "one", "x", default));
    }

    [Fact]
    public async Task Restart_OfOneThatWasTerminated_HearsNothingOfItsLifeBefore()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        Catalog.AddActivity<int, int>("slow", async (input, _) =>
        {
            began.TrySetResult();
            await mayEnd.Task;
            return input;
        });
        // In its second life task 1 is a timer of another length, and task 2 another activity.
        var life = 0;
        var host = await Host<int, int>(async (context, _) =>
        {
            var isFirst = life == 0;
            var timer = context.Sleep(context.Now.AddHours(isFirst ? 1 : 3));
            var result = await context.Call<int>(isFirst ? "slow" : "double", 7);
            await timer;
            return result;
        });
        await host.Client.Start("test-v1", "one", 0, default);
        await began.Task;
        Assert.True(await host.Client.Terminate("one", "enough", default));
        life = 1;
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        mayEnd.SetResult();
        await host.WhenIdle();
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("14", (await host.Settled()).Output);
    }

    [Fact]
    public async Task Restart_RunsItsChildrenAnew()
    {
        Catalog.AddWorkflow<int, string>("child-v1", (context, _) => Step(context, "a"));
        var host = await Host<int, string>(async (context, _) =>
            await context.CallChild<string>("child-v1", 0, "child") + await context.WaitFor<string>("go"));
        await host.Run("test-v1", 0);
        await host.Client.Terminate("one", "enough", default);
        Assert.Equal(OperationOutcome.Done, await host.Client.Restart("one", "once more", default));
        Assert.Equal("\"ab\"", (await host.Raise("go", "b")).Output);
        Assert.Equal(2, Runs("a"));
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

    [Fact]
    public async Task RewindAndRestart_ThatDoNotApply_ChangeNothing()
    {
        var host = await Host<int, int>((context, _) => context.WaitFor<int>("go"));
        Assert.Equal(OperationOutcome.Unknown, await host.Client.Rewind("nobody", "", default));
        Assert.Equal(OperationOutcome.Unknown, await host.Client.Restart("nobody", "", default));
        await host.Run("test-v1", 0);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Rewind("one", "", default));
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Restart("one", "", default));
        await host.Client.Suspend("one", "", default);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Restart("one", "", default));
        await host.Client.Resume("one", "", default);
        Assert.Equal("5", (await host.Raise("go", 5)).Output);
        Assert.Equal(OperationOutcome.NotInState, await host.Client.Rewind("one", "", default));
        Assert.Equal(("5", 1), ((await host.Settled()).Output, (await host.Settled()).Generation));
    }

    [Fact]
    public async Task OfTwoRestartsAtOnce_OneIsDone()
    {
        var host = await Host<int, string>((context, _) => Step(context, "a"));
        await host.Run("test-v1", 0);
        var both = await Task.WhenAll(host.Client.Restart("one", "", default), host.Client.Restart("one", "", default));
        Assert.Equal([OperationOutcome.Done, OperationOutcome.NotInState], both.Order());
        Assert.Equal((2, 2), ((await host.Settled()).Generation, Runs("a")));
    }

    private void Break(params string[] steps)
    {
        lock (runs)
        {
            broken.UnionWith(steps);
        }
    }

    private void Mend()
    {
        lock (runs)
        {
            broken.Clear();
        }
    }

    private int Runs(string step)
    {
        lock (runs)
        {
            return runs.Count(run => run == step);
        }
    }

    /// <summary>Calls an activity that gives its name, or fails while it is broken.</summary>
    private static Task<string> Step(IWorkflowContext context, string name) => context.Call<string>("step", name);
}
