using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Testing.Hosting;

/// <summary>What a change of the running product makes it tell people, written from its register as it was then.</summary>
public static class Told
{
    /// <summary>A site that also takes answers by mail.</summary>
    public static SiteAddress Site { get; } = new(new Uri("https://changes.example.com/"), "reply.example.com");

    /// <summary>Every message of a change so far, in order.</summary>
    public static async Task<IReadOnlyList<Message>> Messages(RunningProduct product, string number)
    {
        var (streams, desk, links) = (Service<ChangeStreams>(), Service<ChangeDesk>(), Service<ApprovalLinks>());
        var history = await streams.History(number, from: 1, CancellationToken.None);
        var messages = new List<Message>();
        foreach (var stored in history)
        {
            // What happened at once is told once all of it has happened.
            var last = history.Last(other => (other.Correlation, other.At) == (stored.Correlation, stored.At));
            var change = (await streams.LoadAsOf(number, last.Seq, CancellationToken.None))!;
            var circumstances = await desk.CircumstancesOf(change, Actor.Workflow, stored.At, CancellationToken.None);
            foreach (var notice in NoticesOfEvent.Of(ChangeStreams.Read(stored), change, circumstances))
            {
                foreach (var person in notice.To)
                {
                    var link = notice.Stage is { } stage ? new ApprovalLink(number, stage, change.Round, person.Id, stored.At.AddDays(30)) : null;
                    var secrets = link is null ? null : await links.Open(link, CancellationToken.None);
                    messages.Add(ChangeMessages.Of(notice, person, change, circumstances, stored, secrets));
                }
            }
        }

        return messages;

        T Service<T>()
            where T : notnull => product.Services.GetRequiredService<T>();
    }
}
