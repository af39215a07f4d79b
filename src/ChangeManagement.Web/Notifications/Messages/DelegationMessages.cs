using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>Somebody's approvals are asked of somebody else for some time.</summary>
public static class DelegationMessages
{
    /// <summary>The message to the person who is asked meanwhile.</summary>
    /// <param name="policy">The policy that it is about; null: all.</param>
    public static Message Of(StandingDelegation delegation, Person from, Person to, Policy? policy)
    {
        var clock = LocalClock.Of(to);
        return new Message
        {
            Key = $"delegation-{delegation.Id}-{to.Id}",
            Kind = MessageKind.Delegated,
            To = to,
            Subject = $"{from.Name} passes approvals on to you",
            Headline = $"Approvals that are asked of {from.Name} are asked of you for some time.",
            Because = policy is null ? "This is so for every policy." : $"This is so for changes under “{policy.Title}”.",
            Paragraphs = delegation.Reason.Length == 0 ? [] : [Shown.Text(delegation.Reason)],
            Facts = [new MessageFact("From", clock.Words(delegation.Starts)), new MessageFact("To", clock.Words(delegation.Ends))],
            Action = new MessageAction("Open the delegations", "/delegations"),
            At = delegation.DeclaredAt,
        };
    }
}
