using System.Reflection;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Testing.Durable;

/// <summary>The functions of the app, found as the worker finds them: by attribute.</summary>
public static class DeclaredFunctions
{
    /// <summary>Every function of the app.</summary>
    public static IReadOnlyList<DeclaredFunction> All { get; } =
    [
        .. from type in typeof(ChangeManagement.Functions.Orchestrations).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           select DeclaredFunction.Of(method),
    ];

    /// <summary>
    /// The workflows and activities as the app's functions run them: orchestrators on a context with the faults of the real one, activities on the
    /// classes that hold them.
    /// </summary>
    /// <param name="create">Gives an instance of a class that holds functions.</param>
    /// <param name="client">Gives the client that the host would pass to a function.</param>
    public static WorkflowCatalog Catalog(Func<Type, object> create, Func<DurableTaskClient> client)
    {
        var catalog = new WorkflowCatalog();
        foreach (var function in SetOffBy<OrchestrationTriggerAttribute>())
        {
            catalog.Add(new WorkflowDefinition(function.Name, function.InputType, function.OutputType, (context, input) => function.Invoke(
                instance: null,
                parameter => parameter == function.Triggered ? new FakeOrchestrationContext(context, function.Name) : input)));
        }

        foreach (var function in SetOffBy<ActivityTriggerAttribute>())
        {
            catalog.Add(new ActivityDefinition(
                function.Name, function.InputType, function.OutputType, Concurrency: 64, (input, cancellation) => function.Invoke(
                    create(function.Method.DeclaringType!),
                    parameter => parameter == function.Triggered ? input
                        : parameter.ParameterType == typeof(CancellationToken) ? cancellation
                        : client())));
        }

        return catalog;
    }

    /// <summary>Those that such a trigger sets off.</summary>
    public static IEnumerable<DeclaredFunction> SetOffBy<TTrigger>()
        where TTrigger : TriggerBindingAttribute => All.Where(function => function.Trigger is TTrigger);
}
