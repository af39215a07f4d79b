namespace ChangeManagement.Engine.Orchestration;

/// <summary>Stops workflow code that broke a rule of its context. Catching it does not help: the run has kept the fault.</summary>
internal sealed class RunFaultException(RunFault fault) : Exception(fault.Message)
{
    public RunFault Fault { get; } = fault;
}
