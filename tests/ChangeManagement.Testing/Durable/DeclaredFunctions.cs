using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

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

    /// <summary>Those that such a trigger sets off.</summary>
    public static IEnumerable<DeclaredFunction> SetOffBy<TTrigger>()
        where TTrigger : TriggerBindingAttribute => All.Where(function => function.Trigger is TTrigger);
}

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
}
