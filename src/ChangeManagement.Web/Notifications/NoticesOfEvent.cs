using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications;

/// <summary>Who is told what of an event. Pure: the people come from the directory of the circumstances.</summary>
public static class NoticesOfEvent
{
    /// <summary>The notices that an event asks for; most ask for none.</summary>
    public static IEnumerable<Notice> Of(ChangeEvent @event, Change change, Circumstances circumstances) => @event switch
    {
        ChangeEvent.Submitted when IsEmergency(change) => EmergencyNotices.Of(change, circumstances),
        ChangeEvent.Amended { Assessment: not null, NewKind: true } when IsEmergency(change) => EmergencyNotices.Of(change, circumstances),
        ChangeEvent.Amended { Assessment: not null } => ApprovalNotices.Superseded(change, circumstances),
        ChangeEvent.SeatApproved { Verbal: { } verbal } e => Ascribed(e, verbal, change, circumstances),
        ChangeEvent.StageOpened e => ApprovalNotices.Requested(e.Stage, change, circumstances),
        ChangeEvent.SeatApproved { StandsFrom: null } e => ApprovalNotices.RequestedLast(e.Stage, e.Seat, change, circumstances),
        ChangeEvent.AnswerStands e => ApprovalNotices.RequestedLast(e.Stage, e.Seat, change, circumstances),
        ChangeEvent.AnswerRetracted e => ApprovalNotices.Retracted(e, change, circumstances),
        ChangeEvent.SeatDelegated e => ApprovalNotices.Delegated(e, change, circumstances),
        ChangeEvent.RecipientUnreachable e => ApprovalNotices.InPlaceOf(e, change, circumstances),
        ChangeEvent.QuestionAsked e => [ApprovalNotices.Question(e, change, circumstances)],
        ChangeEvent.QuestionAnswered e => ApprovalNotices.Answer(e, change, circumstances),
        ChangeEvent.Reminded e => Chased(e.Subject, isLate: false, change, circumstances),
        ChangeEvent.Escalated e => Chased(e.Subject, isLate: true, change, circumstances),
        ChangeEvent.RollbackDecisionOpened => RollbackNotices.Asked(change, circumstances),
        ChangeEvent.RollbackDecided { RollBack: true } e => [RollbackNotices.Ordered(e.Reason, change, circumstances)],
        _ => Happened(@event, change, circumstances) is { } notice ? [notice] : [],
    };

    /// <summary>What whoever follows the change hears of it; null: nothing.</summary>
    private static Notice? Happened(ChangeEvent @event, Change change, Circumstances circumstances)
    {
        var title = TitleOf(change);
        return @event switch
        {
            ChangeEvent.AuthorizationContested e => Tell(
                MessageKind.Update, "Authorization contested", $"{NameOf(e.Person, circumstances)} contests having authorized {title}.", e.Reason),
            ChangeEvent.AuthorizationNotCounted e => Tell(
                MessageKind.Update, "Authorization not counted", $"An authorization by voice of {title} does not count.",
                $"{NameOf(e.AuthorizedBy, circumstances)}: {e.Reason}"),
            ChangeEvent.Approved => Tell(MessageKind.Decision, "Approved", $"{title} is approved.", "Every approval before the work is there."),
            ChangeEvent.Rejected e => Tell(MessageKind.Decision, "Rejected", $"{title} is rejected.", e.Reason),
            ChangeEvent.ApprovalWithheld e => Tell(
                MessageKind.Decision, "Recorded as unapproved", $"{title} stays recorded as unapproved.", e.Reason),
            ChangeEvent.Expired => Tell(
                MessageKind.Expired, "Expired", $"The approval of {title} expired.",
                "The answers did not come in time; submit the change again if it is still needed."),
            ChangeEvent.ScheduleMissed e => Tell(MessageKind.Update, "Did not start", $"{title} did not start at its time.", e.Reason),
            ChangeEvent.ImplementationStarted => Tell(
                MessageKind.Update, "Implementation started", $"The work on {title} began.", $"By {NameOf(change.Implementer!, circumstances)}."),
            ChangeEvent.ImplementationFailed e => Tell(MessageKind.Update, "Failed", $"The work on {title} failed.", e.Reason),
            ChangeEvent.Completed => Tell(MessageKind.Update, "Completed", $"The work on {title} is done.", Owed(change)),
            ChangeEvent.ProblemReported e => Tell(
                MessageKind.Update, $"{e.Severity} problem", $"A problem with {title} was reported: {e.Severity}.", e.Description),
            ChangeEvent.RollbackDecided e => Tell(MessageKind.Rollback, "Kept as it is", $"{title} is kept as it is.", e.Reason),
            ChangeEvent.RolledBack => Tell(
                MessageKind.Rollback, "Rolled back", $"{title} is rolled back.", $"{change.Rollback!.Reason} {Owed(change)}".TrimEnd()),
            ChangeEvent.Withdrawn e => Tell(MessageKind.Update, "Withdrawn", $"{title} is withdrawn.", e.Reason),
            ChangeEvent.Held e => Tell(MessageKind.Update, "On hold", $"{title} is on hold.", e.Reason),
            ChangeEvent.Closed => Tell(MessageKind.Update, "Closed", $"{title} is closed.", "Nothing is owed any more."),
            _ => null,
        };

        Notice Tell(MessageKind kind, string what, string headline, string text) =>
            new(Interested(change, circumstances), kind, what, headline, text);
    }

    private static IEnumerable<Notice> Chased(string subject, bool isLate, Change change, Circumstances circumstances) =>
        subject.StartsWith(Deadline.StagePrefix, StringComparison.Ordinal)
            ? ApprovalNotices.Chased(subject[Deadline.StagePrefix.Length..], isLate, change, circumstances)
        : subject == Deadline.RollbackSubject ? RollbackNotices.Chased(isLate, change, circumstances)
        : Duty(Deadline.DutyOf(subject), isLate, change, circumstances) is { } duty ? [duty]
        : [];

    private static Notice? Duty(RequirementKey key, bool isLate, Change change, Circumstances circumstances)
    {
        var duty = change.Requirements.FirstOrDefault(requirement => RequirementKey.Of(requirement) == key);
        if (duty is null || change.IsMet(duty))
        {
            return null;
        }

        var owner = duty.Owner ?? Participants.RequesterRole;
        var owners = Participants.Holders(owner, change, circumstances);
        var clauses = string.Join(", ", duty.Because.Select(reason => reason.Source).Distinct(StringComparer.Ordinal));
        var told = isLate ? owners.Concat(Participants.Managers(owner, change, circumstances)) : owners;
        return new Notice(
            Distinct(told),
            isLate ? MessageKind.DutyOverdue : MessageKind.DutyDue,
            $"{(isLate ? "Overdue" : "Reminder")}: {duty.Title}",
            $"“{duty.Title}” is {(isLate ? "overdue" : "due")} for {TitleOf(change)}.")
        {
            Because = $"It is owed by {RoleWords.Of(owner, circumstances.Policy)} ({clauses}).",
            Due = change.Clocks[key].Due,
        };
    }

    /// <summary>Whoever is said to have spoken hears of it, and can say that it is not so.</summary>
    private static IEnumerable<Notice> Ascribed(
        ChangeEvent.SeatApproved approved, VerbalAuthorization verbal, Change change, Circumstances circumstances) =>
        circumstances.Directory.Find(approved.Person) is { } person && verbal.RecordedBy != person.Id
            ?
            [
                new Notice(
                    [person],
                    MessageKind.Update,
                    "Authorized in your name",
                    $"{TitleOf(change)} was authorized in your name.",
                    $"Your authorization as {RoleWords.Of(approved.Role, circumstances.Policy)} ({verbal.How}) was recorded as yours by "
                    + $"{NameOf(verbal.RecordedBy, circumstances)}. If you did not give it, say so on the page of the change."),
            ]
            : [];

    private static bool IsEmergency(Change change) => change.Assessment.Kind is WorkflowKind.Emergency;

    private static string Owed(Change change)
    {
        var owed = change.Open(Gate.Close).Select(requirement => requirement.Title).ToList();
        return owed.Count == 0 ? "" : $"Still owed before closure: {string.Join("; ", owed)}.";
    }

    /// <summary>The requester, the change owner, and those whom the policy wants told (001 Configuration).</summary>
    internal static ImmutableArray<Person> Interested(Change change, Circumstances circumstances) => Distinct(
        circumstances.Policy.Notifications.Recipients
            .Prepend(Participants.OwnerRole)
            .Prepend(Participants.RequesterRole)
            .SelectMany(role => Participants.Holders(role, change, circumstances)));

    internal static string NameOf(string person, Circumstances circumstances) => circumstances.Directory.Find(person)?.Name ?? person;

    /// <summary>The title in quotation marks, short enough for a sentence.</summary>
    internal static string TitleOf(Change change) => $"“{Messages.Shortened.Line(change.Title, MostOfTitle)}”";

    internal static ImmutableArray<Person> Distinct(IEnumerable<Person> people) => [.. people.DistinctBy(person => person.Id)];

    private const int MostOfTitle = 120;
}
