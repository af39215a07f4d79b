using System.Diagnostics;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Instances;

/// <summary>The names under which states are stored, for good.</summary>
internal static class StoredState
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string Suspended = "suspended";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Terminated = "terminated";
    public const string Quarantined = "quarantined";

    public static string Name(WorkflowState state) => state switch
    {
        WorkflowState.Pending => Pending,
        WorkflowState.Running => Running,
        WorkflowState.Suspended => Suspended,
        WorkflowState.Completed => Completed,
        WorkflowState.Failed => Failed,
        WorkflowState.Terminated => Terminated,
        WorkflowState.Quarantined => Quarantined,
        _ => throw new UnreachableException(state.ToString()),
    };

    public static WorkflowState Parse(string name) => name switch
    {
        Pending => WorkflowState.Pending,
        Running => WorkflowState.Running,
        Suspended => WorkflowState.Suspended,
        Completed => WorkflowState.Completed,
        Failed => WorkflowState.Failed,
        Terminated => WorkflowState.Terminated,
        Quarantined => WorkflowState.Quarantined,
        // Written by a later release: set aside and left as it stands, so that it goes on when that release is back.
        _ => WorkflowState.Quarantined,
    };

    /// <summary>False: a later release wrote it.</summary>
    public static bool IsKnown(string name) => Name(Parse(name)) == name;

    public static bool IsEnded(WorkflowState state) =>
        state is WorkflowState.Completed or WorkflowState.Failed or WorkflowState.Terminated;

    /// <summary>Whether arrivals are kept rather than run.</summary>
    public static bool IsParked(WorkflowState state) => state is WorkflowState.Suspended or WorkflowState.Quarantined;
}
