using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function the client of the task hub.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The hub; null: the one of host.json.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that names its storage; null: the one of host.json.</summary>
    public string? ConnectionName { get; set; }
}
