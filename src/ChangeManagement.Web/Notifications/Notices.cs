using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications;

/// <summary>Delivers what the events of a change and the reviews of policies ask to be told: each cause once to each person, however often it is repeated.</summary>
internal sealed class Notices(IMail mail, ApprovalLinks links, ChangeDesk desk, RulebookShelf rulebook, Clock clock) : INotices
{
    /// <inheritdoc/>
    public Task Tell(Policy policy, ReviewChase chase, CancellationToken cancellation)
    {
        var directory = rulebook.Current.Directory;
        var reviewers = policy.Reviews.By is { } role ? directory.Holders(role, chase.At) : [];
        var told = reviewers.Count > 0 ? reviewers : directory.Holders(Roles.Administrator, chase.At);
        return mail.Deliver(told.Select(person => MailOf(ReviewMessages.Of(policy, chase, person)) with { Link = null }), cancellation);
    }

    /// <inheritdoc/>
    public async Task Tell(Change change, IReadOnlyList<StoredEvent> happened, CancellationToken cancellation)
    {
        var circumstances = await desk.CircumstancesOf(change, Actor.Workflow, clock(), cancellation);
        var told = (
            from stored in happened
            where stored.Payload is not null
            from notice in NoticesOfEvent.Of(ChangeStreams.Read(stored), change, circumstances)
            from person in notice.To
            select (Notice: notice, Person: person, Event: stored)).ToList();
        var messages = new List<MailMessage>();
        foreach (var (notice, person, stored) in told)
        {
            var secrets = notice.Stage is { } stage ? await links.Open(LinkFor(stage, person, change), cancellation) : null;
            messages.Add(MailOf(ChangeMessages.Of(notice, person, change, circumstances, stored, secrets)));
        }

        await mail.Deliver(messages, cancellation);
    }

    private static MailMessage MailOf(Message message) => new(
        message.Key,
        message.To.Mail,
        message.To.Name,
        message.Subject,
        string.Join("\n", ((string?[])
            [
                message.Headline, message.Because, .. message.Paragraphs, message.Deadline is { } due ? $"{due.Label} {due.Value}" : null,
                .. message.Items.Select(item => $"{item.Title} {item.Detail}"), .. message.Facts.Select(fact => $"{fact.Label}: {fact.Value}"),
            ]).OfType<string>()),
        message.Action?.Path,
        message.At);

    private static ApprovalLink LinkFor(string stage, Person person, Change change) =>
        new(change.Number, stage, change.Round, person.Id, ExpiryOf(change, stage));

    /// <summary>A link outlives the last step of chasing a little, so that a late reader learns what became of it.</summary>
    private static DateTimeOffset ExpiryOf(Change change, string stage)
    {
        var progress = change.Stages.First(progress => progress.Definition.Name == stage);
        return progress.Chases.Select(chase => chase.At).Append(progress.Due!.Value).Max() + TimeSpan.FromDays(30);
    }
}
