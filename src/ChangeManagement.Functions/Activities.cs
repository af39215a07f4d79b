using ChangeManagement.Functions.Durable;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions;

/// <summary>What workflows do outside of themselves, as activities under the names that stored histories carry.</summary>
public sealed class Activities(WorkflowCatalog catalog, TaskHub hub)
{
    /// <summary>Records what time has caused, tells people what happened, and reads the change.</summary>
    [Function(ChangeActivities.AttendName)]
    public Task<ChangeView> Attend(
        [ActivityTrigger] Attendance attendance, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        Run<ChangeView>(ChangeActivities.AttendName, attendance, client, cancellation);

    /// <summary>Tries what is due of a batch of messages.</summary>
    [Function(MessageDelivery.DeliverName)]
    public Task<DeliveryProgress> Deliver(
        [ActivityTrigger] DeliveryBatch batch, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        Run<DeliveryProgress>(MessageDelivery.DeliverName, batch, client, cancellation);

    private async Task<T> Run<T>(string activity, object input, DurableTaskClient client, CancellationToken cancellation)
    {
        hub.Use(client);
        return (T)(await catalog.Activities[activity].Run(input, cancellation))!;
    }
}
