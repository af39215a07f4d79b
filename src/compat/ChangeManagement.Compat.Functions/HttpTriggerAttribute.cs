using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for a request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>For any method, with a function key.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>For these methods.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>For any method.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>For these methods.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The template of the path, under the host's prefix; null: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods; null: any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key that the host asks for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
