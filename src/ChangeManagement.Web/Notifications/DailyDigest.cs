using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Pages.Waiting;

namespace ChangeManagement.Web.Notifications;

/// <summary>What waits for a person, as a message of the day.</summary>
public sealed class DailyDigest(WaitingReader waiting)
{
    /// <summary>The message; null: nothing waits.</summary>
    public async Task<Message?> Of(Person person, DateTimeOffset at, CancellationToken cancellation)
    {
        var found = await waiting.Of(Actor.Person(person.Id), cancellation);
        return found.Items.Count == 0 ? null : DigestMessages.Of(person, found.Items, found.IsComplete, at);
    }
}
