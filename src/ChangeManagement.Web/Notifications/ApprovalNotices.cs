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
    public static IEnumerable<Notice> RequestedLast(ChangeEvent.SeatApproved approved, Change change, Circumstances circumstances) =>
        change.OpenStage is { } open && open.Answers.LastOrDefault()?.Seat == approved.Seat
        && open.OpenSeats.Any() && open.OpenSeats.All(open.Definition.AnswersLast)
            ? Requested(approved.Stage, change, circumstances)
            : [];

    /// <summary>Those who have not answered, and once it is late also those who may answer instead.</summary>
    public static IEnumerable<Notice> Chased(string stage, bool isLate, Change change, Circumstances circumstances)
    {
        var title = NoticesOfEvent.TitleOf(change);
        return Asked(stage, change, circumstances, candidate =>
            !isLate ? (MessageKind.Reminder, "Reminder: approval", $"Your approval of {title} is still awaited.")
            : Holds(candidate) ? (MessageKind.Escalation, "Overdue: approval", $"Your approval of {title} is late. Others are asked too now.")
            : (MessageKind.Escalation, "Overdue: approval", $"The approval of {title} is late. You are asked now, too."));

        bool Holds(Candidate candidate) =>
            change.OpenStage!.Definition.Seats.Any(seat => seat.Name == candidate.Seat)
            && Participants.Holders(candidate.Role, change, circumstances).Any(holder => holder.Id == candidate.Person.Id);
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
                group.Key ? $"{title} was amended: your answer of before does not count any more." : $"{title} was amended: you are not asked as before.",
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

    private static IEnumerable<Notice> Asked(
        string stage, Change change, Circumstances circumstances, Func<Candidate, (MessageKind Kind, string What, string Headline)> words)
    {
        if (change.OpenStage is not { } open || open.Definition.Name != stage)
        {
            yield break;
        }

        foreach (var candidate in Seating.Asked(open, change, circumstances))
        {
            var (kind, what, headline) = words(candidate);
            yield return new Notice([candidate.Person], kind, what, headline, Stage: stage)
            {
                Because = Because(candidate, open.Definition, circumstances.Policy),
                Due = open.Due,
            };
        }
    }

    private static string Because(Candidate candidate, ApprovalStage stage, Policy policy)
    {
        var clauses = stage.Seats.Where(seat => seat.Name == candidate.Seat).SelectMany(seat => seat.Because).Concat(stage.Because)
            .Select(reason => reason.Source).Distinct(StringComparer.Ordinal);
        return $"You are asked as {RoleWords.Of(candidate.Role, policy)} for “{stage.Title}” ({string.Join(", ", clauses)}).";
    }
}
