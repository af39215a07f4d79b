using ChangeManagement.Functions.Durable;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ChangeManagement.Functions;

/// <summary>The workflows as orchestrators, one a kind, under the names that stored histories carry.</summary>
public static class Orchestrations
{
    /// <summary>A standard change.</summary>
    [Function(StandardChange.Kind)]
    public static Task<string> Standard([OrchestrationTrigger] TaskOrchestrationContext context, ChangeRun run) =>
        StandardChange.Run(new DurableWorkflowContext(context), run);

    /// <summary>A normal change.</summary>
    [Function(NormalChange.Kind)]
    public static Task<string> Normal([OrchestrationTrigger] TaskOrchestrationContext context, ChangeRun run) =>
        NormalChange.Run(new DurableWorkflowContext(context), run);

    /// <summary>A major change.</summary>
    [Function(MajorChange.Kind)]
    public static Task<string> Major([OrchestrationTrigger] TaskOrchestrationContext context, ChangeRun run) =>
        MajorChange.Run(new DurableWorkflowContext(context), run);

    /// <summary>An emergency.</summary>
    [Function(EmergencyChange.Kind)]
    public static Task<string> Emergency([OrchestrationTrigger] TaskOrchestrationContext context, ChangeRun run) =>
        EmergencyChange.Run(new DurableWorkflowContext(context), run);

    /// <summary>The messages of a batch.</summary>
    [Function(MessageDelivery.Kind)]
    public static Task<string> Delivery([OrchestrationTrigger] TaskOrchestrationContext context, DeliveryBatch batch) =>
        MessageDelivery.Run(new DurableWorkflowContext(context), batch);
}
