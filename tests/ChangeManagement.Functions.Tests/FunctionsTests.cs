using System.Reflection;
using System.Text.RegularExpressions;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Tests;

/// <summary>The functions of the app are exactly the workflows and activities that the product has.</summary>
public sealed partial class FunctionsTests
{
    private static readonly WorkflowCatalog Catalog = new WorkflowCatalog()
        .AddChanges(() => throw new InvalidOperationException("Nothing is run here."))
        .AddDeliveries((_, _) => throw new InvalidOperationException("Nothing is run here."));

    [Fact]
    public void EveryKindOfWorkflow_IsAnOrchestrator_WithItsInputAndOutput()
    {
        Assert.Equal(
            Catalog.Workflows.Values.Select(workflow => (workflow.Kind, workflow.InputType, workflow.OutputType)).Order(),
            DeclaredFunctions.SetOffBy<OrchestrationTriggerAttribute>()
                .Select(function => (function.Name, InputOf(function), OutputOf(function))).Order());
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
                .Select(function => (function.Name, function.Triggered.ParameterType, OutputOf(function))).Order());
        Assert.All(DeclaredFunctions.SetOffBy<ActivityTriggerAttribute>(), function =>
        {
            Assert.Null(((ActivityTriggerAttribute)function.Trigger).Activity);
            var client = Assert.Single(function.Method.GetParameters(), parameter => parameter.GetCustomAttribute<DurableClientAttribute>() is not null);
            Assert.Equal(typeof(DurableTaskClient), client.ParameterType);
        });
    }

    [Fact]
    public void NamesOfFunctions_AreAllDifferent_AndWhatTheHostAccepts()
    {
        Assert.Distinct(DeclaredFunctions.All.Select(function => function.Name), StringComparer.OrdinalIgnoreCase);
        Assert.All(DeclaredFunctions.All, function => Assert.Matches(NameOfAFunction(), function.Name));
    }

    // The worker binds an orchestrator's input to the one parameter that has no attribute.
    private static Type InputOf(DeclaredFunction function) =>
        Assert.Single(function.Method.GetParameters(), parameter => parameter != function.Triggered).ParameterType;

    private static Type OutputOf(DeclaredFunction function) => Assert.Single(function.Method.ReturnType.GetGenericArguments());

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfAFunction();
}
