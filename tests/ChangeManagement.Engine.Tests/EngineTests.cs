using ChangeManagement.Engine.Hosting;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Engine.Tests;

public sealed class EngineTests
{
    [Fact]
    public async Task ForeignTaskThatCompletesLater_QuarantinesTheWorkflow()
    {
        var foreign = new TaskCompletionSource();
        await using var host = await EmbeddedHost.Start(new WorkflowCatalog().AddWorkflow<int, int>("test-v1", async (context, input) =>
        {
            await Task.WhenAny(context.WaitFor<int>("go"), foreign.Task);
            return input;
        }));
        Assert.Equal(WorkflowState.Running, (await host.Run("test-v1", 1)).State);
        foreign.SetResult();
        Assert.Equal((WorkflowState.Quarantined, "foreign-await"), ((await host.Settled()).State, (await host.Settled()).ErrorType));
    }

    [Fact]
    public async Task AsyncVoidThatThrows_QuarantinesTheWorkflow_NotTheEngine()
    {
        await using var host = await EmbeddedHost.Start(new WorkflowCatalog().AddWorkflow<int, int>("test-v1", (context, _) =>
        {
            FireAndForget();
            return context.WaitFor<int>("go");
        }));
        var instance = await host.Run("test-v1", 1);
        Assert.Equal(WorkflowState.Quarantined, instance.State);
        Assert.Contains("async void", instance.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(host.Fatal);
    }

    [Fact]
    public async Task ResultThatDoesNotFitItsType_FailsTheCall()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, string>("text", (_, _) => Task.FromResult("no number"))
                .AddWorkflow<int, int>("test-v1", (context, input) => context.Call<int>("text", input)));
        var instance = await host.Run("test-v1", 1);
        Assert.Equal((WorkflowState.Failed, typeof(WorkflowTaskException).FullName), (instance.State, instance.ErrorType));
    }

    [Fact]
    public async Task HiddenState_IsFoundByTheVerifyingReplay()
    {
        var runs = 0;
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("even", (input, _) => Task.FromResult(input))
                .AddActivity<int, int>("odd", (input, _) => Task.FromResult(input))
                .AddWorkflow<int, int>("test-v1", async (context, input) =>
                {
                    await context.Call<int>(runs++ % 2 == 0 ? "even" : "odd", input);
                    return await context.WaitFor<int>("go");
                }));
        Assert.Equal((WorkflowState.Quarantined, "non-deterministic"), ((await host.Run("test-v1", 1)).State, (await host.Settled()).ErrorType));
    }

    [Fact]
    public async Task Activities_RunAtOnceOnlyAsManyAsTheirDefinitionSays()
    {
        var (running, most) = (0, 0);
        var release = new SemaphoreSlim(0);
        var began = new SemaphoreSlim(0);
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("narrow", async (input, cancellation) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    began.Release();
                    await release.WaitAsync(cancellation);
                    Interlocked.Decrement(ref running);
                    return input;
                }, concurrency: 3)
                .AddWorkflow<int, int>("test-v1", async (context, count) =>
                    (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.Call<int>("narrow", number)))).Length));
        await host.Client.Start("test-v1", "one", 10, default);
        for (var number = 0; number < 3; number++)
        {
            await began.WaitAsync();
        }

        release.Release(10);
        Assert.Equal(("10", 3), ((await host.Settled()).Output, most));
    }

    [Fact]
    public async Task EventsBeyondTheInboxLimit_AreRefused()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog().AddWorkflow<int, int>("test-v1", (context, _) => context.WaitFor<int>("go")),
            new EngineOptions { InboxLimit = 2 });
        await host.Run("test-v1", 1);
        await host.Client.Suspend("one", "", default);
        await host.Raise("go", 1);
        await host.Raise("go", 2);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Client.Raise("one", "go", 3, null, default));
        await host.Crash();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Client.Raise("one", "go", 3, null, default));
        await host.Client.Resume("one", "", default);
        Assert.Equal("1", (await host.Settled()).Output);
    }

    [Fact]
    public async Task WhenIdle_WaitsForTheRegistersWrites()
    {
        await using var host = await EmbeddedHost.Start(new WorkflowCatalog());
        var writes = Enumerable.Range(0, 200).Select(number => new SqliteTables(host.Store).Transact(
            "tables", $"p{number}", [new TableOperation.Put("k", "1")], default)).ToList();
        await host.WhenIdle();
        Assert.NotNull(await new SqliteTables(host.Store).Get("tables", "p199", "k", default));
        await Task.WhenAll(writes);
    }

    [Fact]
    public async Task StoppedEngine_RefusesCallers()
    {
        await using var host = await EmbeddedHost.Start(new WorkflowCatalog());
        await host.Engine.Stop();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Client.Raise("one", "go", 1, null, default));
    }

    [Fact]
    public async Task TimerThatIsDueWhileTheEngineStops_DoesNotKeepItFromStopping()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("slow", async (input, _) =>
                {
                    began.SetResult();
                    await mayEnd.Task;
                    return input;
                })
                .AddWorkflow<int, int>("test-v1", async (context, input) =>
                {
                    await Task.WhenAll(context.Call<int>("slow", input), context.Sleep(context.Now.AddMinutes(1)));
                    return input;
                }));
        await host.Client.Start("test-v1", "one", 1, default);
        await began.Task;
        var stop = host.Engine.Stop();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        mayEnd.SetResult();
        await stop;
        await host.Crash();
        Assert.Equal("1", (await host.Settled()).Output);
    }

    [Fact]
    public async Task StartThatRepeatsAChildsCreation_IsNotAcknowledgedBeforeThatIsOnDisk()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var isArmed = false;
        await using var host = EmbeddedHost.Closed(
            new WorkflowCatalog()
                .AddWorkflow<int, int>("child-v1", (context, _) => context.WaitFor<int>("go"))
                .AddWorkflow<int, int>("test-v1", (context, input) => context.CallChild<int>("child-v1", input, "child")),
            probe: step =>
            {
                if (step == WriterStep.Begin && isArmed)
                {
                    isArmed = false;
                    entered.Set();
                    gate.Wait();
                    throw new SqliteFailure(1034, "injected");
                }
            });
        await host.Open();
        isArmed = true;
        var parent = host.Client.Start("test-v1", "parent", 1, default);
        entered.Wait();
        var child = host.Client.Start("child-v1", "child", 1, default);
        Assert.Equal(RaiseOutcome.Unknown, await host.Client.Raise("nobody", "heard after both", 1, null, default));
        gate.Set();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => parent);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => child);
        await host.Crash();
        Assert.Null(await host.Client.Find("child", default));
    }

    [Fact]
    public async Task History_IsReadByPages_AsJson()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("double", (input, _) => Task.FromResult(input * 2))
                .AddWorkflow<int, int>("test-v1", async (context, input) =>
                    await context.Call<int>("double", input, new RetryPolicy(2, TimeSpan.FromSeconds(1))) + await context.WaitFor<int>("go")));
        await host.Run("test-v1", 4);
        await host.Raise("go", 1, eventId: "e1");
        var first = Assert.Single(await host.Engine.ReadHistory("one", after: 0, limit: 1, default));
        Assert.Equal(
            """
            [{"e":"turn","at":"2026-01-05T08:00:00+00:00"},{"e":"call","task":1,"name":"double","retry":{"attempts":2,"first":10000000,"coefficient":1},"payload":4}]
            """,
            first.Events);
        var rest = await host.Engine.ReadHistory("one", after: 1, limit: 10, default);
        Assert.Equal(2, rest.Count);
        Assert.Equal("""[{"e":"turn","at":"2026-01-05T08:00:00+00:00"},{"e":"event","name":"go","id":"e1","payload":1}]""", rest[1].Events);
        Assert.Empty(await host.Engine.ReadHistory("nobody", 0, 10, default));
    }

    [Fact]
    public async Task ManyInstances_BeyondTheHotCache_AllComplete()
    {
        await using var host = await EmbeddedHost.Start(
            new WorkflowCatalog()
                .AddActivity<int, int>("double", (input, _) => Task.FromResult(input * 2))
                .AddWorkflow<int, int>("test-v1", async (context, input) =>
                {
                    await context.Sleep(context.Now.AddMinutes(input % 7));
                    return await context.Call<int>("double", input) + await context.WaitFor<int>("go");
                }),
            new EngineOptions { HotInstances = 10, TimerWindow = 20 });
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => host.Client.Start("test-v1", $"i{number}", number, default)));
        await host.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => host.Client.Raise($"i{number}", "go", 1, null, default)));
        await host.WhenIdle();
        for (var number = 0; number < 300; number++)
        {
            Assert.Equal($"{(number * 2) + 1}", (await host.Settled($"i{number}")).Output);
        }
    }

    [Fact]
    public async Task Registration_RunsTheEngineWithItsHost()
    {
        using var folder = new TemporaryFolder();
        using var host = new HostBuilder().ConfigureServices(services => services
            .AddSingleton<TimeProvider>(new VirtualTime())
            .AddSingleton(new WorkflowCatalog().AddWorkflow<int, int>("test-v1", (_, input) => Task.FromResult(input)))
            .AddChangeManagementEngine(Path.Combine(folder.Path, "data", "engine.db"))).Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<IWorkflowClient>();
        Assert.Equal(StartOutcome.Started, await client.Start("test-v1", "one", 5, default));
        Assert.Equal("5", (await client.Find("one", default))!.Output);
        Assert.IsType<SqliteTables>(host.Services.GetRequiredService<ITables>());
        await host.StopAsync();
    }

#pragma warning disable MA0155 // The mistake under test.
    private static async void FireAndForget()
#pragma warning restore MA0155
    {
        await Task.Yield();
        throw new InvalidOperationException("nobody sees this");
    }
}
