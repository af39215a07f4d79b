using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Notifications.Delivering;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications;

/// <summary>
/// Records who is to be told of what the events of a change and the reviews of policies cause, and leaves the telling to deliveries of its own: no
/// mail server holds up a change.
/// </summary>
internal sealed class Notices(Deliveries deliveries, ChangeDesk desk, RulebookShelf rulebook, Clock clock) : INotices
{
    /// <inheritdoc/>
    public Task Tell(Policy policy, ReviewChase chase, CancellationToken cancellation)
    {
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{chase.Due:yyyy-MM-dd}-{chase.Times:0000}");
        var reviewers = Composer.ReviewersOf(policy, rulebook.Current.Directory, chase.At);
        return deliveries.Begin(
            $"review-{policy.Id}", [Delivery(key, new DeliveryCause.OfReview(policy.Id, chase), chase.At, reviewers)], cancellation);
    }

    /// <inheritdoc/>
    public async Task Tell(Change change, IReadOnlyList<StoredEvent> happened, CancellationToken cancellation)
    {
        var circumstances = await desk.CircumstancesOf(change, Actor.Workflow, clock(), cancellation);
        var causes =
            from stored in happened
            where stored.Payload is not null
            let told = NoticesOfEvent.Of(ChangeStreams.Read(stored), change, circumstances).SelectMany(notice => notice.To).ToList()
            where told.Count > 0
            select Delivery(Deliveries.KeyOf(stored.Seq), new DeliveryCause.OfEvent(change.Number, stored.Seq), stored.At, told);
        await deliveries.Begin(change.Number, [.. causes], cancellation);
    }

    private Delivery Delivery(string key, DeliveryCause cause, DateTimeOffset at, IEnumerable<Person> told) => new(
        key, cause, at, Batch: key,
        [.. told.Select(person => person.Id).Distinct(StringComparer.Ordinal).Select(person => Recipient.Waiting(person, clock()))]);
}
