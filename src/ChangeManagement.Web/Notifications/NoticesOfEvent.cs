using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Notifications;

/// <summary>Who is told what of an event. Pure: the people come from the directory of the circumstances.</summary>
internal static class NoticesOfEvent
{
    /// <summary>The notices that an event asks for; most ask for none.</summary>
    public static IEnumerable<Notice> Of(ChangeEvent @event, Change change, Circumstances circumstances) => @event switch
    {
        ChangeEvent.Submitted or ChangeEvent.Amended { NewKind: true } when change.Assessment.Kind is WorkflowKind.Emergency =>
            EmergencyNotices.Of(change, circumstances, Interested(change, circumstances, "Emergency raised", change.Facts.Text("description"))),
        ChangeEvent.SeatApproved { Verbal: { } verbal } e => Ascribed(e, verbal, circumstances),
        ChangeEvent.AuthorizationContested e => [Interested(change, circumstances, "Authorization contested", $"{NameOf(e.Person, circumstances)} did not give it: {e.Reason}")],
        ChangeEvent.AuthorizationNotCounted e =>
            [Interested(change, circumstances, "Authorization not counted", $"{NameOf(e.AuthorizedBy, circumstances)}: {e.Reason}")],
        ChangeEvent.StageOpened e => Asked(e.Stage, change, circumstances, "Approval requested"),
        ChangeEvent.SeatApproved { StandsFrom: null } e => AskedNow(e.Stage, e.Seat, change, circumstances),
        ChangeEvent.AnswerStands e => AskedNow(e.Stage, e.Seat, change, circumstances),
        ChangeEvent.AnswerRetracted e => Asked(e.Stage, change, circumstances, "Approval requested", candidate => candidate.Seat == e.Seat),
        ChangeEvent.SeatDelegated e => Asked(
            e.Stage, change, circumstances, $"{NameOf(e.From, circumstances)} passed an approval on to you", candidate => candidate.Person.Id == e.To),
        ChangeEvent.RecipientUnreachable e => Asked(
            e.Stage, change, circumstances, "Approval requested", candidate => candidate.OnBehalfOf == e.Person),
        ChangeEvent.QuestionAsked e => Answerers(e, change, circumstances),
        ChangeEvent.QuestionAnswered e => Asker(e, change, circumstances),
        ChangeEvent.Reminded e => Chased(e.Subject, change, circumstances, "Reminder"),
        ChangeEvent.Escalated e => Chased(e.Subject, change, circumstances, "Overdue"),
        ChangeEvent.Approved => [Interested(change, circumstances, "Approved", "Every approval before the work is there.")],
        ChangeEvent.Rejected e => [Interested(change, circumstances, "Rejected", e.Reason)],
        ChangeEvent.Expired => [Interested(change, circumstances, "Expired", "The answers did not come in time; submit the change again if it is still needed.")],
        ChangeEvent.ApprovalWithheld e => [Interested(change, circumstances, "Recorded as unapproved", e.Reason)],
        ChangeEvent.ScheduleMissed e => [Interested(change, circumstances, "Did not start", e.Reason)],
        ChangeEvent.ImplementationStarted => [Interested(change, circumstances, "Implementation started", $"By {change.Implementer}.")],
        ChangeEvent.ImplementationFailed e => [Interested(change, circumstances, "Failed", e.Reason)],
        ChangeEvent.Completed => [Interested(change, circumstances, "Completed", Owed(change))],
        ChangeEvent.ProblemReported e => [Interested(change, circumstances, $"{e.Severity} problem", e.Description)],
        ChangeEvent.RollbackDecisionOpened e => Deciders(e.Reason, e.Due, "Decide on a rollback", change, circumstances),
        ChangeEvent.RollbackDecided { RollBack: true } e => [RollBackNow(e.Reason, change, circumstances)],
        ChangeEvent.RollbackDecided e => [Interested(change, circumstances, "Kept as it is", e.Reason)],
        ChangeEvent.RolledBack => [Interested(change, circumstances, "Rolled back", $"{change.Rollback!.Reason} {Owed(change)}")],
        ChangeEvent.Withdrawn e => [Interested(change, circumstances, "Withdrawn", e.Reason)],
        ChangeEvent.Held e => [Interested(change, circumstances, "On hold", e.Reason)],
        ChangeEvent.Closed => [Interested(change, circumstances, "Closed", "Nothing is owed any more.")],
        _ => [],
    };

    /// <param name="isMeant">Whom of those who are asked it tells; null: all of them.</param>
    private static IEnumerable<Notice> Asked(
        string stage, Change change, Circumstances circumstances, string what, Func<Candidate, bool>? isMeant = null)
    {
        if (change.OpenStage is not { } open || open.Definition.Name != stage)
        {
            yield break;
        }

        foreach (var candidate in Seating.Asked(open, change, circumstances).Where(isMeant ?? (_ => true)))
        {
            var because = open.Definition.Because.Select(reason => reason.Source).Distinct(StringComparer.Ordinal);
            yield return new Notice(
                [candidate.Person],
                what,
                $"You are asked as {candidate.Role}{For(candidate, circumstances)}: {open.Definition.Title} ({string.Join(", ", because)}). "
                + $"Risk: {change.Assessment.Risk.Level}. Please answer until {open.Due:yyyy-MM-dd HH:mm} UTC.",
                stage);
        }
    }

    /// <summary>The answer of the last but one asks the seat that answers last.</summary>
    private static IEnumerable<Notice> AskedNow(string stage, string seat, Change change, Circumstances circumstances) =>
        change.OpenStage is { } open && open.Counted.LastOrDefault()?.Seat == seat
        && open.OpenSeats.Any() && open.OpenSeats.All(open.Definition.AnswersLast)
            ? Asked(stage, change, circumstances, "Approval requested")
            : [];

    private static string For(Candidate candidate, Circumstances circumstances) => candidate.Mandate switch
    {
        Mandate.Delegate => $", on behalf of {NameOf(candidate.OnBehalfOf!, circumstances)}",
        Mandate.Deputy => $", in place of {NameOf(candidate.OnBehalfOf!, circumstances)}",
        _ => "",
    };

    /// <summary>Whoever may answer a question hears of it.</summary>
    private static IEnumerable<Notice> Answerers(ChangeEvent.QuestionAsked e, Change change, Circumstances circumstances) =>
    [
        new Notice(
            Distinct(new[] { Participants.RequesterRole, Participants.OwnerRole }.SelectMany(role => Participants.Holders(role, change, circumstances))),
            "Question",
            $"{NameOf(e.Person, circumstances)}, who is asked to approve, asks: {e.Text} Answer on the page of the change; the time to approve runs on."),
    ];

    private static IEnumerable<Notice> Asker(ChangeEvent.QuestionAnswered e, Change change, Circumstances circumstances) =>
        change.Questions[e.Question - 1] is { } question && circumstances.Directory.Find(question.Person) is { } asker
            ? [new Notice([asker], "Answer", $"You asked: {question.Text} {NameOf(e.Person, circumstances)} answers: {e.Text}", StageOf(question, change))]
            : [];

    /// <summary>The answer leads to the approval while it is open.</summary>
    private static string? StageOf(Question question, Change change) =>
        question.Round == change.Round && change.OpenStage?.Definition.Name == question.Stage ? question.Stage : null;

    private static IEnumerable<Notice> Chased(string subject, Change change, Circumstances circumstances, string what)
    {
        if (subject.StartsWith("stage:", StringComparison.Ordinal))
        {
            return Asked(subject["stage:".Length..], change, circumstances, $"{what}: approval");
        }

        if (change.Rollback is { RollBack: null } open && subject == "rollback-decision")
        {
            return Deciders(open.Reason, open.Limit, $"{what}: rollback decision", change, circumstances);
        }

        var duty = change.Requirements.FirstOrDefault(requirement => subject.EndsWith($":{requirement.Kind}:{requirement.Name}", StringComparison.Ordinal));
        if (duty is null || change.IsMet(duty))
        {
            return [];
        }

        var owner = duty.Owner ?? Participants.RequesterRole;
        var owners = Participants.Holders(owner, change, circumstances);
        var told = what == "Overdue" ? owners.Concat(Participants.Managers(owner, change, circumstances)) : owners;
        return [new Notice(Distinct(told), $"{what}: {duty.Title}", $"It is due {change.Clocks[RequirementKey.Of(duty)].Due:yyyy-MM-dd HH:mm} UTC.")];
    }

    /// <summary>Everyone who may decide now, those to whom a missed limit has put it among them.</summary>
    private static IEnumerable<Notice> Deciders(string reason, DateTimeOffset due, string what, Change change, Circumstances circumstances) =>
    [
        new Notice(
            Distinct(RollbackClock.Deciders(change, circumstances)),
            what,
            $"{reason} Decide until {due:yyyy-MM-dd HH:mm} UTC whether to roll back."),
    ];

    private static Notice RollBackNow(string reason, Change change, Circumstances circumstances) => new(
        Distinct(Participants.ImplementerRoles(change).Prepend(Participants.ImplementerRole).Append(Participants.OwnerRole)
            .SelectMany(role => Participants.Holders(role, change, circumstances))),
        "Roll back now",
        $"{change.Rollback!.DecidedBy} decided to roll back: {reason} Restore the state before, then report the rollback as done.");

    /// <summary>Whoever is said to have spoken hears of it, and can say that it is not so.</summary>
    private static IEnumerable<Notice> Ascribed(ChangeEvent.SeatApproved approved, VerbalAuthorization verbal, Circumstances circumstances) =>
        circumstances.Directory.Find(approved.Person) is { } person && verbal.RecordedBy != person.Id
            ?
            [
                new Notice(
                    [person],
                    "Authorized in your name",
                    $"Your authorization as {approved.Role} ({verbal.How}) was recorded as yours by {NameOf(verbal.RecordedBy, circumstances)}. "
                    + "If you did not give it, say so on the page of the change."),
            ]
            : [];

    private static string NameOf(string person, Circumstances circumstances) => circumstances.Directory.Find(person)?.Name ?? person;

    /// <summary>The requester, the change owner, and those whom the policy wants told (001 Configuration).</summary>
    private static Notice Interested(Change change, Circumstances circumstances, string what, string text) => new(
        Distinct(circumstances.Policy.Notifications.Recipients
            .Prepend(Participants.OwnerRole)
            .Prepend(Participants.RequesterRole)
            .SelectMany(role => Participants.Holders(role, change, circumstances))),
        what,
        text);

    private static string Owed(Change change)
    {
        var owed = change.Open(Gate.Close).Select(requirement => requirement.Title).ToList();
        return owed.Count == 0 ? "" : $"Still owed before closure: {string.Join("; ", owed)}.";
    }

    private static ImmutableArray<Person> Distinct(IEnumerable<Person> people) => [.. people.DistinctBy(person => person.Id)];
}
