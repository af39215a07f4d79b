using System.Diagnostics;
using ChangeManagement.Policies;

namespace ChangeManagement.Workflows;

/// <summary>The workflows of changes under their stored names.</summary>
public static class ChangeWorkflows
{
    /// <summary>Adds the four workflows and their activity.</summary>
    public static WorkflowCatalog AddChanges(this WorkflowCatalog catalog, Func<ChangeActivities> activities) => catalog
        .AddWorkflow<ChangeRun, string>(StandardChange.Kind, StandardChange.Run)
        .AddWorkflow<ChangeRun, string>(NormalChange.Kind, NormalChange.Run)
        .AddWorkflow<ChangeRun, string>(MajorChange.Kind, MajorChange.Run)
        .AddWorkflow<ChangeRun, string>(EmergencyChange.Kind, EmergencyChange.Run)
        .AddActivity<Attendance, ChangeView>(
            ChangeActivities.AttendName, (attendance, cancellation) => activities().Attend(attendance, cancellation));

    /// <summary>The version of a kind that new changes run.</summary>
    public static string KindOf(WorkflowKind kind) => kind switch
    {
        WorkflowKind.Standard => StandardChange.Kind,
        WorkflowKind.Normal => NormalChange.Kind,
        WorkflowKind.Major => MajorChange.Kind,
        WorkflowKind.Emergency => EmergencyChange.Kind,
        _ => throw new UnreachableException(),
    };
}
