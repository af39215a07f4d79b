using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Web.Notifications.Delivering;

namespace ChangeManagement.Web.Notifications;

/// <summary>Tells a person that somebody's approvals are asked of them for some time.</summary>
internal sealed class DelegationNotices(Deliveries deliveries, RulebookShelf rulebook)
{
    /// <summary>Tells the delegate, once however often it is repeated.</summary>
    public Task Tell(StandingDelegation delegation, CancellationToken cancellation)
    {
        if (rulebook.Current.Directory.Find(delegation.To) is not { } to)
        {
            return Task.CompletedTask;
        }

        var told = new Delivery(
            delegation.Id, new DeliveryCause.OfDelegation(delegation.Id), delegation.DeclaredAt, Batch: delegation.Id,
            [Recipient.Waiting(to.Id, delegation.DeclaredAt)]);
        return deliveries.Begin("delegations", [told], cancellation);
    }
}
