using ChangeManagement.Policies;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Notifications.Sending;

namespace ChangeManagement.Web.Identity;

/// <summary>Sends links that sign in to addresses of the directory (H2). Whoever asks learns nothing of who is in it.</summary>
internal sealed class SignInRequests(RulebookShelf shelf, SignInLinks links, DirectMail mail, SignInMailQuota quota, TimeProvider time)
{
    /// <summary>Sends a link to everybody who has that address; to nobody if it is unknown, or was written to too often lately.</summary>
    public async Task Send(string address, CancellationToken cancellation)
    {
        foreach (var person in shelf.Current.Directory.People.Values.Where(person => person.Mail.Equals(address, StringComparison.OrdinalIgnoreCase)))
        {
            if (quota.Allows(person.Id))
            {
                mail.Send(SignInMessages.Of(person, await links.Create(person.Id, cancellation), time.GetUtcNow()));
            }
        }
    }
}
