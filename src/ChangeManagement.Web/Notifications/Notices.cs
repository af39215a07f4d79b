using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications;

/// <summary>Delivers what the events of a change ask to be told: each cause once to each person, however often it is repeated.</summary>
internal sealed class Notices(Mailbox mailbox, ApprovalLinks links, ChangeDesk desk, Clock clock) : INotices
{
    /// <inheritdoc/>
    public async Task Tell(Change change, IReadOnlyList<StoredEvent> happened, CancellationToken cancellation)
    {
        var circumstances = await desk.CircumstancesOf(change, Actor.Workflow, clock(), cancellation);
        foreach (var stored in happened.Where(stored => stored.Payload is not null))
        {
            foreach (var notice in NoticesOfEvent.Of(ChangeStreams.Read(stored), change, circumstances))
            {
                foreach (var person in notice.To)
                {
                    await Deliver(notice, person, change, stored, cancellation);
                }
            }
        }
    }

    private async Task Deliver(Notice notice, Person person, Change change, StoredEvent stored, CancellationToken cancellation)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{change.Number}-{stored.Seq}-{person.Id}");
        if (await mailbox.Has(key, stored.At, cancellation))
        {
            return;
        }

        var link = notice.Stage is { } stage
            ? await links.Create(
                new ApprovalLink(change.Number, stage, change.Round, person.Id, ExpiryOf(change, stage)), cancellation)
            : $"/changes/{change.Number}";
        await mailbox.Deliver(
            new MailboxMessage(key, person.Mail, person.Name, $"{notice.What}: {change.Number} {change.Title}", notice.Text, link, stored.At),
            cancellation);
    }

    /// <summary>A link outlives the last step of chasing a little, so that a late reader learns what became of it.</summary>
    private static DateTimeOffset ExpiryOf(Change change, string stage)
    {
        var progress = change.Stages.First(progress => progress.Definition.Name == stage);
        return progress.Chases.Select(chase => chase.At).Append(progress.Due!.Value).Max() + TimeSpan.FromDays(30);
    }
}
