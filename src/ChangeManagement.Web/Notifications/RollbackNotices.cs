using ChangeManagement.Changes;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications;

/// <summary>Who decides whether to roll back, and who does it.</summary>
internal static class RollbackNotices
{
    /// <summary>Everyone who may decide now.</summary>
    public static IEnumerable<Notice> Asked(Change change, Circumstances circumstances) =>
        Deciders("Decide on a rollback", change, circumstances);

    /// <summary>Everyone who may decide now, those to whom a missed limit has put it among them.</summary>
    public static IEnumerable<Notice> Chased(bool isLate, Change change, Circumstances circumstances) =>
        Deciders($"{(isLate ? "Overdue" : "Reminder")}: rollback decision", change, circumstances);

    /// <summary>Those who restore the state before.</summary>
    public static Notice Ordered(string reason, Change change, Circumstances circumstances) => new(
        NoticesOfEvent.Distinct(Participants.ImplementerRoles(change).Prepend(Participants.ImplementerRole).Append(Participants.OwnerRole)
            .SelectMany(role => Participants.Holders(role, change, circumstances))),
        MessageKind.Rollback,
        "Roll back now",
        $"{NoticesOfEvent.TitleOf(change)} is to be rolled back now.",
        $"{NoticesOfEvent.NameOf(change.Rollback!.DecidedBy!, circumstances)} decided to roll back: {reason} Restore the state before, then report the rollback as done.");

    private static IEnumerable<Notice> Deciders(string what, Change change, Circumstances circumstances)
    {
        if (change.Rollback is not { RollBack: null } question)
        {
            return [];
        }

        return
        [
            new Notice(
                NoticesOfEvent.Distinct(RollbackClock.Deciders(change, circumstances)),
                MessageKind.Rollback,
                what,
                $"Decide whether {NoticesOfEvent.TitleOf(change)} is rolled back.",
                question.Reason)
            {
                Because = $"The severity is {question.Severity}: that is decided by {RoleWords.AnyOf(question.Deciders, circumstances.Policy)}"
                    + (question.Escalations > 0 ? ", and by those above them since it was not decided in time." : ", or who stands in."),
                Due = question.Limit,
            },
        ];
    }
}
