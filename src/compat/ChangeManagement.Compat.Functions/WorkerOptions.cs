using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the worker runs functions.</summary>
public class WorkerOptions
{
    /// <summary>What inputs and results are made of; orchestrations follow it. Null: the default JSON.</summary>
    public ObjectSerializer? Serializer { get; set; }
}
