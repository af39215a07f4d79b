using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ChangeManagement.Testing.Durable;

/// <summary>One function: its name, what sets it off, and the code.</summary>
/// <param name="Trigger">Its one trigger.</param>
/// <param name="Triggered">The parameter that carries it.</param>
public sealed record DeclaredFunction(string Name, MethodInfo Method, TriggerBindingAttribute Trigger, ParameterInfo Triggered)
{
    /// <summary>Reads a method that is a function.</summary>
    /// <exception cref="InvalidOperationException">It has no trigger, or more than one.</exception>
    public static DeclaredFunction Of(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var triggered = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        return triggered.Count == 1
            ? new DeclaredFunction(name, method, triggered[0].GetCustomAttribute<TriggerBindingAttribute>()!, triggered[0])
            : throw new InvalidOperationException($"The function {name} has {triggered.Count} triggers; it needs one.");
    }

    /// <summary>
    /// What the host gives it to work on: an orchestrator's input comes by the one parameter that has no attribute, any other's by the trigger.
    /// </summary>
    public Type InputType => Trigger is OrchestrationTriggerAttribute
        ? Method.GetParameters().Single(parameter => parameter != Triggered).ParameterType
        : Triggered.ParameterType;

    /// <summary>What its task gives.</summary>
    public Type OutputType => Method.ReturnType.GetGenericArguments().Single();

    /// <summary>Runs it; what it throws is thrown as it is.</summary>
    /// <param name="instance">Of the class that holds it; null for a static one.</param>
    /// <param name="argument">Gives each parameter its value.</param>
    /// <returns>What its task gives; null if it gives nothing.</returns>
    public async Task<object?> Invoke(object? instance, Func<ParameterInfo, object?> argument)
    {
        var arguments = Method.GetParameters().Select(argument).ToArray();
        var task = (Task)Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;
        await task;
        return Method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }
}
