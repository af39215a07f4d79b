using ChangeManagement.Policies;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Notifications;

namespace ChangeManagement.Web.Identity;

/// <summary>Sends links that sign in to addresses of the directory (H2). Whoever asks learns nothing of who is in it.</summary>
internal sealed class SignInRequests(RulebookShelf shelf, SignInLinks links, IMail mail, SignInMailQuota quota, TimeProvider time)
{
    /// <summary>Sends a link to everybody who has that address; to nobody if it is unknown, or was written to too often lately.</summary>
    public async Task Send(string address, CancellationToken cancellation)
    {
        foreach (var person in shelf.Current.Directory.People.Values.Where(person => person.Mail.Equals(address, StringComparison.OrdinalIgnoreCase)))
        {
            if (quota.Allows(person.Id))
            {
                var path = await links.Create(person.Id, cancellation);
                await mail.Deliver(
                    [
                        new MailMessage(
                            $"sign-in-{Tokens.HashOf(path)}", person.Mail, person.Name, "Your link to sign in",
                            "It is good for one hour and for one time. If you did not ask for it, you need do nothing.", path, time.GetUtcNow()),
                    ],
                    cancellation);
            }
        }
    }
}
