using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
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
        return mail.Deliver(told.Select(person => ReviewMessage(policy, chase, person)), cancellation);
    }

    private static MailMessage ReviewMessage(Policy policy, ReviewChase chase, Person person) => new(
        string.Create(CultureInfo.InvariantCulture, $"review-{policy.Id}-{chase.Due:yyyy-MM-dd}-{chase.Times}-{person.Id}"),
        person.Mail,
        person.Name,
        $"{(chase.Times == 1 ? "Review due" : "Review overdue")}: {policy.Title} ({policy.Id} {policy.Version})",
        $"You are asked as {policy.Reviews.By ?? Roles.Administrator}: the policy was to be reviewed on {chase.Due:yyyy-MM-dd}"
        + $"{(policy.Reviews.Cycle is { } cycle ? $" ({cycle})" : "")}. "
        + "Review it, and give its file the dates of this review and the next; until then you are reminded every week.",
        Link: null,
        chase.At);

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
        var paths = new Dictionary<(string Stage, string Person), string>();
        foreach (var message in told.Where(message => message.Notice.Stage is not null))
        {
            var link = LinkFor(message.Notice.Stage!, message.Person, change);
            paths[(link.Stage, link.PersonId)] = (await links.Open(link, cancellation)).Path;
        }

        await mail.Deliver(
            told.Select(message => Message(
                message.Notice, message.Person, change, message.Event,
                paths.GetValueOrDefault((message.Notice.Stage ?? "", message.Person.Id), $"/changes/{change.Number}"))),
            cancellation);
    }

    private static MailMessage Message(Notice notice, Person person, Change change, StoredEvent stored, string path) => new(
        string.Create(CultureInfo.InvariantCulture, $"{change.Number}-{stored.Seq}-{person.Id}"),
        person.Mail,
        person.Name,
        $"{notice.What}: {change.Number} {change.Title}",
        LocalClock.Of(person).Localize(notice.Text),
        path,
        stored.At);

    private static ApprovalLink LinkFor(string stage, Person person, Change change) =>
        new(change.Number, stage, change.Round, person.Id, ExpiryOf(change, stage));

    /// <summary>A link outlives the last step of chasing a little, so that a late reader learns what became of it.</summary>
    private static DateTimeOffset ExpiryOf(Change change, string stage)
    {
        var progress = change.Stages.First(progress => progress.Definition.Name == stage);
        return progress.Chases.Select(chase => chase.At).Append(progress.Due!.Value).Max() + TimeSpan.FromDays(30);
    }
}
