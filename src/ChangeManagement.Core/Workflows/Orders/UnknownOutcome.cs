using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Serialization;

namespace ChangeManagement.Workflows.Orders;

/// <summary>An order of which the system log does not say what became of it: it may have had its effect.</summary>
/// <param name="Order">The number of its fact in the system log.</param>
/// <param name="Found">What was there when the sweeper looked; null: it has not yet.</param>
public sealed record UnknownOutcome(
    long Order, DateTimeOffset At, Actor By, string Operation, string InstanceId, string Reason, string Before, string? Found)
{
    /// <summary>Those in a system log, the oldest first.</summary>
    /// <param name="log">All facts of the log.</param>
    /// <param name="now">An order that was just given is not among them.</param>
    public static ImmutableArray<UnknownOutcome> In(IEnumerable<StoredEvent> log, DateTimeOffset now)
    {
        var open = new SortedDictionary<long, UnknownOutcome>();
        foreach (var fact in log.Where(fact => fact.Kind.StartsWith("workflow", StringComparison.Ordinal) && fact.Payload is not null))
        {
            if (fact.Kind == WorkflowOrders.Ordered)
            {
                var order = Json.Read<WorkflowOrder>(fact.Payload!);
                open[fact.Seq] = new UnknownOutcome(
                    fact.Seq, fact.At, fact.Actor, order.Operation, order.InstanceId, order.Reason, order.Before, Found: null);
            }
            else if (Json.Read<Answer>(fact.Payload!) is var answer && open.TryGetValue(answer.Order, out var answered))
            {
                if (fact.Kind == WorkflowOrders.CutShort)
                {
                    open[answer.Order] = answered with { Found = answer.Found };
                }
                else
                {
                    open.Remove(answer.Order);
                }
            }
        }

        return [.. open.Values.Where(order => order.Found is not null || now - order.At >= Sweeper.Grace)];
    }

    private sealed record Answer(long Order, string? Found);
}
