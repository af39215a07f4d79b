using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Workflows.Orders;

/// <summary>
/// Orders that have no outcome yet. An order's row is written with its fact and removed with the fact of its outcome, in the log's partition, so
/// that one that was cut short is found. What became of it cannot be known for sure, for others may have moved the instance since: what is
/// logged is what is there.
/// </summary>
public sealed class WorkflowOrders(SystemLog log, ITables tables, IWorkflowClient workflows)
{
    /// <summary>The kind of the fact that an order is.</summary>
    public const string Ordered = "workflow-operation-ordered";

    /// <summary>The kind of the fact that an order was cut short.</summary>
    public const string CutShort = "workflow-operation-cut-short";

    private const string Prefix = "order-";

    /// <summary>Logs an order that is about to be obeyed.</summary>
    /// <returns>Its number, which its outcome bears.</returns>
    public Task<long> Open(WorkflowOrder order, Caller caller, DateTimeOffset at, CancellationToken cancellation) => log.Append(
        Ordered, order, new Caller(caller.Actor, caller.Correlation), at,
        number => new TableOperation.Insert(KeyOf(number), Json.Write(new OpenOrder(number, at, order))), cancellation);

    /// <summary>What removes the row of an order, to be written with its outcome.</summary>
    public static TableOperation Close(long number) => new TableOperation.Delete(KeyOf(number));

    /// <summary>Logs what is there now of the orders that were cut short. Whoever still works on one logs its outcome later, and that counts.</summary>
    public async Task Settle(DateTimeOffset now, CancellationToken cancellation)
    {
        await foreach (var row in tables.WithPrefix(SystemLog.Table, SystemLog.Stream, Prefix, cancellation))
        {
            var (number, at, order) = Json.Read<OpenOrder>(row.Data);
            if (now - at >= Sweeper.Grace)
            {
                var found = order.Filter is { } filter ? await Standing(filter, cancellation) : await Standing(order.InstanceId, cancellation);

                // Not appended: the outcome came just now, or somebody else was faster at the log, and the next sweep looks again.
                await log.TryAppend(
                    CutShort, new Settled(number, order.Operation, order.InstanceId, order.Reason, order.Before, found),
                    new Caller(Actor.Workflow, $"order-{number}"), now, cancellation, new TableOperation.Remove(row.Key, row.ETag));
            }
        }
    }

    /// <summary>Where an instance stands, in words.</summary>
    public async Task<string> Standing(string instanceId, CancellationToken cancellation) =>
        await workflows.Find(instanceId, cancellation) is { } instance ? Standing(instance) : "no such instance";

    /// <inheritdoc cref="Standing(string, CancellationToken)"/>
    public static string Standing(WorkflowInstance instance) => $"{instance.State}, generation {instance.Generation}";

    /// <summary>How many could be purged, in words.</summary>
    public async Task<string> Standing(WorkflowQuery filter, CancellationToken cancellation) =>
        $"{await workflows.CountPurgeable(filter, cancellation)} that fit";

    private static string KeyOf(long number) => $"{Prefix}{number:00000000}";

    private sealed record OpenOrder(long Number, DateTimeOffset At, WorkflowOrder Order);

    private sealed record Settled(long Order, string Operation, string InstanceId, string Reason, string Before, string Found);
}
