using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications;

/// <summary>Who is asked to approve, again and again, and who hears that it is no longer asked.</summary>
internal static class ApprovalNotices
{
    /// <summary>The people of a stage that opens.</summary>
    public static IEnumerable<Notice> Requested(string stage, Change change, Circumstances circumstances)
    {
        var before = change.EarlierRounds.SelectMany(round => AskedIn(round, change, circumstances)).ToHashSet(StringComparer.Ordinal);
        var requester = NoticesOfEvent.NameOf(change.Requester, circumstances);
        var title = NoticesOfEvent.TitleOf(change);
        return Asked(stage, change, circumstances, candidate => before.Contains(candidate.Person.Id)
            ? (MessageKind.Request, "Approval requested again", $"{title} was amended: {requester} asks for your approval again.")
            : (MessageKind.Request, "Approval requested", $"{requester} asks for your approval of {title}."));
    }

    /// <summary>The answer of the last but one asks the seat that answers last.</summary>
    public static IEnumerable<Notice> RequestedLast(string stage, string seat, Change change, Circumstances circumstances) =>
        change.OpenStage is { } open && open.Counted.LastOrDefault()?.Seat == seat
        && open.OpenSeats.Any() && open.OpenSeats.All(open.Definition.AnswersLast)
            ? Requested(stage, change, circumstances)
            : [];

    /// <summary>The others who may fill a seat whose answer was taken back.</summary>
    public static IEnumerable<Notice> Retracted(ChangeEvent.AnswerRetracted e, Change change, Circumstances circumstances)
    {
        var headline = $"{NoticesOfEvent.NameOf(e.Person, circumstances)} took an answer back: the approval of {NoticesOfEvent.TitleOf(change)} is asked for again.";
        return Asked(
            e.Stage, change, circumstances, _ => (MessageKind.Request, "Approval requested", headline),
            candidate => candidate.Seat == e.Seat && candidate.Person.Id != e.Person);
    }

    /// <summary>To whom a voice was passed on.</summary>
    public static IEnumerable<Notice> Delegated(ChangeEvent.SeatDelegated e, Change change, Circumstances circumstances)
    {
        var headline = $"{NoticesOfEvent.NameOf(e.From, circumstances)} passed the approval of {NoticesOfEvent.TitleOf(change)} on to you.";
        return Asked(e.Stage, change, circumstances, _ => (MessageKind.Delegated, "Passed on to you", headline), candidate => candidate.Person.Id == e.To)
            .Select(notice => notice with { Text = e.Reason });
    }

    /// <summary>Who is asked instead of a person to whom the request could not be brought.</summary>
    public static IEnumerable<Notice> InPlaceOf(ChangeEvent.RecipientUnreachable e, Change change, Circumstances circumstances)
    {
        var headline = $"{NoticesOfEvent.NameOf(e.Person, circumstances)} cannot be reached: you are asked for the approval of {NoticesOfEvent.TitleOf(change)}, too.";
        return Asked(
            e.Stage, change, circumstances, _ => (MessageKind.Request, "Approval requested", headline), candidate => IsInPlaceOf(e, candidate, change, circumstances));
    }

    /// <summary>The requester and the change owner, whom an approver asks something before deciding.</summary>
    public static Notice Question(ChangeEvent.QuestionAsked e, Change change, Circumstances circumstances)
    {
        var told = new[] { Participants.RequesterRole, Participants.OwnerRole }.SelectMany(role => Participants.Holders(role, change, circumstances));
        return new Notice(
            NoticesOfEvent.Distinct(told.Where(person => person.Id != e.Person)),
            MessageKind.Question,
            "Question",
            $"{NoticesOfEvent.NameOf(e.Person, circumstances)} asks about {NoticesOfEvent.TitleOf(change)} before deciding.",
            e.Text)
        {
            Because = "The requester and the change owner can answer. The time to approve runs on meanwhile.",
            Due = change.OpenStage?.Due,
        };
    }

    /// <summary>Who had asked, with the way to the decision if it is still theirs.</summary>
    public static IEnumerable<Notice> Answer(ChangeEvent.QuestionAnswered e, Change change, Circumstances circumstances)
    {
        var question = change.Questions[e.Question - 1];
        var headline = $"{NoticesOfEvent.NameOf(e.Person, circumstances)} answered your question about {NoticesOfEvent.TitleOf(change)}.";
        var text = $"You asked: {question.Text}\n\nThe answer: {e.Text}";
        var asked = Asked(
            question.Stage, change, circumstances, _ => (MessageKind.Question, "Answered", headline),
            candidate => candidate.Person.Id == question.Person && question.Round == change.Round)
            .Select(notice => notice with { Text = text }).ToList();
        return asked.Count > 0 ? asked
            : circumstances.Directory.Find(question.Person) is { } person ? [new Notice([person], MessageKind.Question, "Answered", headline, text)]
            : [];
    }

    /// <summary>Those who have not answered, and once it is urgent also those who may answer instead.</summary>
    public static IEnumerable<Notice> Chased(string stage, bool isUrgent, Change change, Circumstances circumstances)
    {
        var title = NoticesOfEvent.TitleOf(change);
        return Asked(stage, change, circumstances, candidate =>
            !isUrgent ? (MessageKind.Reminder, "Reminder: approval", $"Your approval of {title} is still awaited.")
            : Holds(candidate, change, circumstances)
                ? (MessageKind.Escalation, "Urgent: approval", $"Your approval of {title} is urgent: others are asked too now.")
            : (MessageKind.Escalation, "Urgent: approval", $"The approval of {title} is urgent: you are asked now, too."));
    }

    /// <summary>Whoever was asked before an amendment hears that this is void, unless they are asked again by now.</summary>
    public static IEnumerable<Notice> Superseded(Change change, Circumstances circumstances)
    {
        if (change.EarlierRounds.LastOrDefault() is not { } before)
        {
            yield break;
        }

        var again = change.OpenStage is { } open
            ? Seating.Asked(open, change, circumstances).Select(candidate => candidate.Person.Id).ToHashSet(StringComparer.Ordinal)
            : [];
        var told = AskedIn(before, change, circumstances).Except(again, StringComparer.Ordinal)
            .Select(circumstances.Directory.Find).OfType<Organisation.Person>();
        var answered = before.Stages.SelectMany(stage => stage.Answers).Select(answer => answer.Person).ToHashSet(StringComparer.Ordinal);
        var title = NoticesOfEvent.TitleOf(change);
        foreach (var group in told.GroupBy(person => answered.Contains(person.Id)))
        {
            yield return new Notice(
                NoticesOfEvent.Distinct(group),
                MessageKind.Superseded,
                "Amended",
                group.Key ? $"{title} was amended: your answer of before does not count any more." : $"{title} was amended: what you were asked before is void.",
                "If your approval is needed again, another message asks for it.");
        }
    }

    /// <summary>Ids of those whose answer a round that is over asked for or got.</summary>
    public static IEnumerable<string> AskedIn(EarlierRound round, Change change, Circumstances circumstances)
    {
        var then = change with { Facts = round.Facts, Stages = round.Stages, Round = round.Number };
        return round.Stages.SelectMany(stage => stage.Answers.Select(answer => answer.Person)
                .Concat(stage.Status is StageStatus.Open ? Seating.Asked(stage, then, circumstances).Select(candidate => candidate.Person.Id) : []))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>True of who stands in for somebody out of reach, and of who is asked again because their delegate is.</summary>
    private static bool IsInPlaceOf(ChangeEvent.RecipientUnreachable e, Candidate candidate, Change change, Circumstances circumstances) =>
        change.OpenStage is { } stage && !stage.Unreachable.Contains(candidate.Person.Id)
        && (stage.Unreachable.Contains(candidate.OnBehalfOf ?? "")
            || stage.Delegations.Any(passed => passed.To == e.Person && (passed.From == candidate.Person.Id || passed.Voice == candidate.Person.Id))
            || circumstances.Delegations.Any(passed => passed.To == e.Person && passed.From == candidate.Person.Id));

    private static IEnumerable<Notice> Asked(
        string stage, Change change, Circumstances circumstances, Func<Candidate, (MessageKind Kind, string What, string Headline)> words,
        Func<Candidate, bool>? only = null)
    {
        if (change.OpenStage is not { } open || open.Definition.Name != stage)
        {
            yield break;
        }

        foreach (var candidate in Seating.Asked(open, change, circumstances).Where(candidate => only?.Invoke(candidate) ?? true))
        {
            var (kind, what, headline) = words(candidate);
            yield return new Notice([candidate.Person], kind, what, headline, Stage: stage)
            {
                Because = Because(candidate, change, circumstances),
                Due = open.Due,
            };
        }
    }

    /// <summary>Not so of those who are asked because nobody else has answered, or is there to answer.</summary>
    private static bool Holds(Candidate candidate, Change change, Circumstances circumstances) =>
        Participants.Holders(candidate.Role, change, circumstances).Any(holder => holder.Id == candidate.Person.Id)
        && change.OpenStage!.Definition.Seats.Any(seat => seat.Name == candidate.Seat);

    private static string Because(Candidate candidate, Change change, Circumstances circumstances)
    {
        var stage = change.OpenStage!.Definition;
        var seats = stage.Seats.Where(seat => seat.Name == candidate.Seat).ToList();
        var clauses = seats.SelectMany(seat => seat.Because).Concat(stage.Because).Select(reason => reason.Source).Distinct(StringComparer.Ordinal);
        var role = RoleWords.Of(candidate.Role, circumstances.Policy);
        var other = candidate.OnBehalfOf is { } person ? NoticesOfEvent.NameOf(person, circumstances) : null;
        var asked = candidate.Mandate is Mandate.Delegate ? $"You answer for {other}, who passed it on to you, as {role}"
            : other is not null ? $"You stand in for {other} as {role}"
            : seats.Count == 0 ? $"As {role} you may decide"
            : Holds(candidate, change, circumstances) ? $"You are asked as {role}"
            : $"You stand in for {role}";
        return $"{asked} for “{stage.Title}” ({string.Join(", ", clauses)}).";
    }
}
