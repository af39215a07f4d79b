using System.Reflection;
using System.Text.RegularExpressions;
using ChangeManagement.Functions.Durable;
using ChangeManagement.Register;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace ChangeManagement.Functions.Tests;

/// <summary>The functions of the app are exactly the workflows and activities that the product has.</summary>
public sealed partial class FunctionsTests
{
    private static readonly WorkflowCatalog Catalog = new WorkflowCatalog()
        .AddChanges(() => throw new InvalidOperationException("Nothing is run here."))
        .AddDeliveries((_, _) => throw new InvalidOperationException("Nothing is run here."));

    private static readonly WorkflowCatalog Adapted = DurableHost.Adapted(Catalog);

    [Fact]
    public void EveryKindOfWorkflow_IsAnOrchestrator_WithItsInputAndOutput()
    {
        Assert.Equal(
            Catalog.Workflows.Values.Select(workflow => (workflow.Kind, workflow.InputType, workflow.OutputType)).Order(),
            DeclaredFunctions.SetOffBy<OrchestrationTriggerAttribute>()
                .Select(function => (function.Name, function.InputType, function.OutputType)).Order());
        Assert.All(DeclaredFunctions.SetOffBy<OrchestrationTriggerAttribute>(), function =>
        {
            Assert.Equal(typeof(TaskOrchestrationContext), function.Triggered.ParameterType);
            Assert.Null(((OrchestrationTriggerAttribute)function.Trigger).Orchestration);
        });
    }

    [Fact]
    public void EveryActivity_IsAFunction_WithItsInputAndOutput_AndHandsOverItsTaskHub()
    {
        Assert.Equal(
            Catalog.Activities.Values.Select(activity => (activity.Name, activity.InputType, activity.OutputType)).Order(),
            DeclaredFunctions.SetOffBy<ActivityTriggerAttribute>()
                .Select(function => (function.Name, function.InputType, function.OutputType)).Order());
        Assert.All(DeclaredFunctions.SetOffBy<ActivityTriggerAttribute>(), function =>
        {
            Assert.Null(((ActivityTriggerAttribute)function.Trigger).Activity);
            var client = Assert.Single(function.Method.GetParameters(), parameter => parameter.GetCustomAttribute<DurableClientAttribute>() is not null);
            Assert.Equal(typeof(DurableTaskClient), client.ParameterType);
        });
    }

    [Fact]
    public async Task AnActivity_RunsWhatTheProductHasUnderItsName_WhichFindsTheTaskHub()
    {
        var hub = new TaskHub();
        var client = new Mock<DurableTaskClient>("hub").Object;
        var batch = new DeliveryBatch("2026-01-05", "d-1");
        var progress = new DeliveryProgress(NextAttempt: null);
        var catalog = new WorkflowCatalog().AddDeliveries((delivered, cancellation) =>
        {
            Assert.Equal((batch, true), (delivered, cancellation.CanBeCanceled));
            Assert.Same(client, hub.Client);
            return Task.FromResult(progress);
        });
        using var stop = new CancellationTokenSource();
        Assert.Same(progress, await new Activities(catalog, hub).Deliver(batch, client, stop.Token));
    }

    [Fact]
    public void NamesOfFunctions_AreAllDifferent_AndWhatTheHostAccepts()
    {
        Assert.Distinct(DeclaredFunctions.All.Select(function => function.Name), StringComparer.OrdinalIgnoreCase);
        Assert.All(DeclaredFunctions.All, function => Assert.Matches(NameOfAFunction(), function.Name));
    }

    [Theory]
    [InlineData(StandardChange.Kind)]
    [InlineData(NormalChange.Kind)]
    [InlineData(MajorChange.Kind)]
    [InlineData(EmergencyChange.Kind)]
    public async Task EveryOrchestrator_WalksThroughThePhasesOfItsKind(string kind)
    {
        var functions = DeclaredFunctions.Catalog(
            _ => throw new InvalidOperationException("No activity is run here."), () => throw new InvalidOperationException("No client is asked for here."));
        var phases = await Phases(functions.Workflows[kind]);
        Assert.Equal(await Phases(Adapted.Workflows[kind]), phases);
        foreach (var other in Catalog.Workflows.Keys.Where(other => other != kind && other != MessageDelivery.Kind))
        {
            Assert.NotEqual(await Phases(Adapted.Workflows[other]), phases);
        }
    }

    [Fact]
    public async Task AChange_OutlivesARegisterThatIsAwayForADay()
    {
        var looks = 0;
        var code = new WorkflowCatalog().Add(Adapted.Workflows[NormalChange.Kind]).AddActivity<Attendance, ChangeView>(
            ChangeActivities.AttendName, (_, _) => looks++ < 100 ? throw new StoreUnavailableException("It is away.") : Task.FromResult(After(looks: 10)));
        await using var host = await DurableHost.StartAsIs(code);
        await host.Run(NormalChange.Kind, new ChangeRun("CHG-2026-001", 1));
        await host.Advance(TimeSpan.FromHours(20));
        Assert.Equal(WorkflowState.Running, (await host.Settled()).State);
        await host.Advance(TimeSpan.FromHours(20));
        Assert.Equal(WorkflowState.Completed, (await host.Settled()).State);
    }

    /// <summary>What a change of its kind waits for, as one thing after the other comes true.</summary>
    private static async Task<List<string>> Phases(WorkflowDefinition workflow)
    {
        var code = new WorkflowCatalog().Add(workflow)
            .AddActivity<Attendance, ChangeView>(ChangeActivities.AttendName, (attendance, _) => Task.FromResult(After((int)attendance.ToldVersion)));
        await using var host = await DurableHost.StartAsIs(code);
        var phases = new List<string>();
        var instance = await host.Run(workflow.Kind, new ChangeRun("CHG-2026-001", 1));
        while (instance.State is WorkflowState.Running)
        {
            phases.Add(instance.CustomStatus!);
            instance = await host.Raise(ChangeWatch.DoorbellName, new Doorbell(long.MaxValue));
        }

        Assert.Equal(WorkflowState.Completed, instance.State);
        return phases;
    }

    /// <summary>A change of which as much is done as it was looked at.</summary>
    private static ChangeView After(int looks) => new()
    {
        Version = looks + 1,
        Run = 1,
        Round = 1,
        State = $"state-{looks}",
        IsReviewed = looks >= 1,
        IsApproved = looks >= 2,
        IsReady = looks >= 3,
        IsStarted = looks >= 4,
        IsWorkOver = looks >= 5,
        IsSettled = looks >= 5,
        IsVerified = looks >= 6,
        IsDocumented = looks >= 8,
        IsReviewHeld = looks >= 7,
        AreDutiesDone = looks >= 9,
        IsEnded = looks >= 10,
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameOfAFunction();
}
