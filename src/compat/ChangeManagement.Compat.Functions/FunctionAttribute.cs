namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The name of the function in its app.</summary>
    public string Name { get; } = name;
}
