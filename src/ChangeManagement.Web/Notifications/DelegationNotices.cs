using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Notifications;

/// <summary>Tells a person that somebody's approvals are asked of them for some time.</summary>
internal sealed class DelegationNotices(IMail mail, RulebookShelf rulebook)
{
    /// <summary>Tells the delegate.</summary>
    public async Task Tell(StandingDelegation delegation, CancellationToken cancellation)
    {
        var (directory, policies) = (rulebook.Current.Directory, rulebook.Current.Policies);
        if (directory.Find(delegation.To) is not { } delegat)
        {
            return;
        }

        var about = delegation.Policy is { } policy ? $"changes under {policies.GetValueOrDefault(policy)?.Title ?? policy}" : "all changes";
        var text = $"{directory.Find(delegation.From)?.Name ?? delegation.From} passed their approvals on to you: {about}, from "
            + $"{delegation.Starts:yyyy-MM-dd HH:mm} UTC to {delegation.Ends:yyyy-MM-dd HH:mm} UTC."
            + (delegation.Reason.Length > 0 ? $" {delegation.Reason}" : "");
        await mail.Deliver(
            [
                new MailMessage(
                    $"delegation-{delegation.Id}", delegat.Mail, delegat.Name, "Approvals passed on to you", LocalClock.Of(delegat).Localize(text),
                    "/delegations", delegation.DeclaredAt),
            ],
            cancellation);
    }
}
