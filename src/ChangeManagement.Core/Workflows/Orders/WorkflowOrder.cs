namespace ChangeManagement.Workflows.Orders;

/// <summary>What an administrator orders, as it is logged before it is done.</summary>
/// <param name="Operation">The stored name of the fact that its outcome will be.</param>
/// <param name="InstanceId">The instance; <c>*</c>: all that fit <see cref="Filter"/>.</param>
/// <param name="Reason">In the administrator's words.</param>
/// <param name="Before">What was there.</param>
public sealed record WorkflowOrder(string Operation, string InstanceId, string Reason, string Before)
{
    /// <summary>For many; null: for one.</summary>
    public WorkflowQuery? Filter { get; init; }
}
